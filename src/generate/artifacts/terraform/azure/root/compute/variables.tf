variable "zone_redundant" {
  description = "Whether what runs is spread over three zones."
  type        = bool
}

variable "services" {
  description = "What runs, by name: kinds are service, worker and job; profiles are kinds of machines, Consumption any machine."
  type = map(object({
    kind              = string
    image             = string
    is_own_image      = bool #: registry
    command           = list(string)
    cpu               = number
    memory_gb         = number
    profile           = string
    port              = number
    environment       = map(string)
    addresses         = map(string) #: addresses
    secrets           = map(string) #: secrets
    min_count         = number
    max_count         = number
    cpu_percent       = number
    memory_percent    = number
    start_seconds     = number
    stop_seconds      = number
    errors_per_minute = number
    p95_seconds       = number
    databases         = list(string) #: database
    caches            = list(string) #: cache
    queues            = list(string) #: queue
    storage           = list(string) #: storage

    health = object({
      live_path        = string
      ready_path       = string
      start_path       = string
      interval_seconds = number
      timeout_seconds  = number
      failures         = number
    })

    job = object({
      schedule = string
    })

    #: files
    mounts = list(object({
      name       = string
      file_share = string
      path       = string
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
