variable "name" {
  description = "Name of the account: no other in the world has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the account."
  type        = string
}

variable "location" {
  description = "Region of the account."
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

variable "size_gb" {
  description = "GiB of the share."
  type        = number

  validation {
    condition     = var.size_gb >= 100
    error_message = "No share of fast files is smaller than 100 GiB."
  }
}

variable "zone_redundant" {
  description = "Whether there are copies in three zones."
  type        = bool
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}
