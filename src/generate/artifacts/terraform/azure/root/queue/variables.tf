variable "messaging" {
  description = "Kind of Service Bus: Premium lies in the network and has units of capacity, Standard has neither."
  type = object({
    sku      = string
    capacity = number
  })
}

variable "queues" {
  description = "Queues, by name."
  type = map(object({
    ordered        = bool
    retention_days = number
  }))
}
