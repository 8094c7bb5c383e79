variable "services" {
  description = "What runs, by name."
  type = map(object({
    image             = string
    repository        = string #: registry
    command           = list(string)
    architecture      = string
    memory            = number
    timeout_seconds   = number
    min_instances     = number
    max_instances     = number
    port              = number
    health_path       = string
    environment       = map(string)
    addresses         = map(string) #: addresses
    secret            = string      #: secrets
    errors_per_minute = number
    p95_seconds       = number
    databases         = list(string) #: database
    caches            = list(string) #: cache
    tables            = list(string) #: table
    queues            = list(string) #: queue
    buckets           = list(string) #: storage

    #: ingress
    ingress = object({
      host     = string
      path     = string
      priority = number
    })
    #: end
  }))
}
