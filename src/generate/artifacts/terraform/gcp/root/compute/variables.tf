#: registry
variable "registry" {
  description = "Where the images lie that are built here; bootstrap/ makes it."
  type = object({
    location   = string
    repository = string
  })
}
#: end

variable "services" {
  description = "What runs, by name: kinds are service, worker and job."
  type = map(object({
    kind              = string
    image             = string
    is_own_image      = bool #: registry
    command           = list(string)
    cpu               = number
    memory_mb         = number
    port              = number
    environment       = map(string)
    addresses         = map(string)  #: addresses
    secret            = string       #: secrets
    secrets           = list(string) #: secrets
    min_count         = number
    max_count         = number
    start_seconds     = number
    errors_per_minute = number
    p95_seconds       = number
    databases         = list(string) #: database
    queues            = list(string) #: queue
    buckets           = list(string) #: storage

    health = object({
      live_path        = string
      start_path       = string
      interval_seconds = number
      timeout_seconds  = number
      failures         = number
    })

    job = object({
      schedule  = string
      time_zone = string
    })

    #: files
    mounts = list(object({
      name        = string
      file_system = string
      path        = string
    }))
    #: end

    #: ingress
    ingress = object({
      host = string
      path = string
    })
    #: end
  }))
}
