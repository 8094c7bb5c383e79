variable "services" {
  description = "What runs, by name."
  type = map(object({
    image                 = string
    repository            = string #: registry
    command               = list(string)
    user                  = string
    architecture          = string
    cpu                   = number
    memory                = number
    port                  = number
    environment           = map(string)
    addresses             = map(string)  #: addresses
    secret                = string       #: secrets
    secrets               = list(string) #: secrets
    desired_count         = number
    min_count             = number
    max_count             = number
    target_cpu_percent    = number
    target_memory_percent = number
    strategy              = string
    canary_percent        = optional(number)
    bake_minutes          = number
    start_seconds         = number
    stop_seconds          = number
    drain_seconds         = number
    errors_per_minute     = number
    p95_seconds           = number
    databases             = list(string) #: database
    caches                = list(string) #: cache
    tables                = list(string) #: table
    queues                = list(string) #: queue
    buckets               = list(string) #: storage

    #: files
    mounts = list(object({
      name        = string
      file_system = string
      path        = string
      uid         = number
      gid         = number
    }))
    #: end

    #: ingress
    ingress = object({
      host                    = string
      path                    = string
      priority                = number
      health_path             = string
      health_interval_seconds = number
      health_timeout_seconds  = number
      health_failures         = number
    })
    #: end
  }))
}
