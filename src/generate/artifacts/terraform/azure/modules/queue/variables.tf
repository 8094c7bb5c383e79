variable "name" {
  description = "Name of the namespace: no other in the world has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the namespace."
  type        = string
}

variable "location" {
  description = "Region of the namespace."
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

variable "key" {
  description = "Key that data is encrypted with, and the identity that may use it."
  type = object({
    id           = string
    identity_id  = string
    principal_id = string
  })
}

variable "sku" {
  description = "Standard or Premium, which lies in the network."
  type        = string

  validation {
    condition     = contains(["Standard", "Premium"], var.sku)
    error_message = "Queues are of the kind Standard or Premium."
  }
}

variable "capacity" {
  description = "Units of the kind Premium; 0 of the other."
  type        = number
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}

variable "queues" {
  description = "Queues, by name, and the principals of the identities that use each."
  type = map(object({
    ordered        = bool
    retention_days = number
    clients        = map(string)
  }))
}
