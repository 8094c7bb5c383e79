variable "databases" {
  description = "Relational databases, by name; versions and sizes as flexible servers call them."
  type = map(object({
    engine                = string
    engine_version        = string
    sku                   = string
    storage_gb            = number
    database_name         = string
    high_availability     = bool
    backup_days           = number
    geo_redundant_backups = bool
  }))
}
