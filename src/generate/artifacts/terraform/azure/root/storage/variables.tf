variable "storage" {
  description = "Containers of blobs, by name. Blobs are kept for ever, or stay where they are, where the days are null."
  type = map(object({
    retention_days     = number
    archive_after_days = number
    replication        = string
  }))
}
