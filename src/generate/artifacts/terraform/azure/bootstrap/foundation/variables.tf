variable "project" {
  description = "What everything is called after, and the value of the tag project."
  type        = string
}

variable "location" {
  description = "Region of the state and the images."
  type        = string
}

variable "environments" {
  description = "Region of each environment."
  type        = map(string)
}

variable "operators" {
  description = "Object ids of others who plan and apply: people, groups, pipelines."
  type        = set(string)
}

variable "operator_addresses" {
  description = "Addresses that keys and states are reached from; all, where none is named."
  type        = set(string)
}
