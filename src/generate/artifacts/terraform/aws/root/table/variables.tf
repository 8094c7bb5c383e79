variable "tables" {
  description = "Tables of DynamoDB, by name, with their keys."
  type = map(object({
    partition_key = object({ name = string, type = string })
    sort_key      = optional(object({ name = string, type = string }))
  }))
}
