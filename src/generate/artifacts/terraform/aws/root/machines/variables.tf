variable "ssh_public_key" {
  description = "Public key of whoever runs the playbooks, as it stands in ~/.ssh/id_ed25519.pub; null where nobody does yet."
  type        = string
}

variable "backup_retention_days" {
  description = "Days that backups of disks are kept."
  type        = number
}

variable "services" {
  description = "What runs on machines, by name."
  type = map(object({
    count             = number
    instance_type     = string
    port              = number
    disks_gb          = map(number)
    drain_seconds     = number
    errors_per_minute = number
    p95_seconds       = number
    databases         = list(string) #: database
    caches            = list(string) #: cache
    tables            = list(string) #: table
    queues            = list(string) #: queue
    buckets           = list(string) #: storage

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
