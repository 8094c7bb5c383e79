variable "operators" {
  description = "Object ids of people, groups and pipelines that put values into the vault."
  type        = set(string)
}

variable "operator_addresses" {
  description = "Addresses that they come from, outside the network; nobody comes in from there where none is named."
  type        = set(string)
}
