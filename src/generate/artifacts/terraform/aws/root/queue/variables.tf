variable "queues" {
  description = "Queues, by name."
  type = map(object({
    fifo           = bool
    retention_days = number
  }))
}
