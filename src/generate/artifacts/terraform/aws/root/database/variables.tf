variable "databases" {
  description = "Relational databases, by name."
  type = map(object({
    engine                = string
    engine_version        = string
    instance_class        = string
    storage_gb            = number
    database_name         = string
    user_name             = string
    multi_az              = bool
    backup_retention_days = number
    rotation_days         = number
  }))
}
