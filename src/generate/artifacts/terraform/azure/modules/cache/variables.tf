variable "name" {
  description = "Name of the cache: no other in the region has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the cache."
  type        = string
}

variable "location" {
  description = "Region of the cache."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "endpoints" {
  description = "Subnet of private endpoints, and the id of each zone of their names."
  type = object({
    subnet_id = string
    zones     = map(string)
  })
}

variable "sku" {
  description = "Size, such as Balanced_B1."
  type        = string
}

variable "high_availability" {
  description = "Whether a second machine takes over."
  type        = bool
}

variable "clients" {
  description = "Principals of the identities that read and write, by the name of who has them."
  type        = map(string)
}
