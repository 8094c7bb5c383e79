variable "databases" {
  description = "Relational databases, by name; versions as Cloud SQL calls them."
  type = map(object({
    engine_version    = string
    tier              = string
    storage_gb        = number
    database_name     = string
    high_availability = bool
    backups           = number
  }))
}
