variable "queues" {
  description = "Queues, by name."
  type = map(object({
    ordered        = bool
    retention_days = number
  }))
}
