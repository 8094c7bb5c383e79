variable "name" {
  description = "Name of the vault: no other in the world has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the vault."
  type        = string
}

variable "location" {
  description = "Region of the vault."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "tenant_id" {
  description = "Tenant of the subscription."
  type        = string
}

variable "endpoints" {
  description = "Subnet of private endpoints, and the id of each zone of their names."
  type = object({
    subnet_id = string
    zones     = map(string)
  })
}

variable "operators" {
  description = "Object ids of people, groups and pipelines that put values."
  type        = set(string)
}

variable "operator_addresses" {
  description = "Addresses that they come from, such as 203.0.113.7 or 203.0.113.0/24."
  type        = set(string)
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}

variable "secrets" {
  description = "Principal of the identity that reads each secret, by the name of the secret."
  type        = map(string)
}
