variable "project" {
  description = "What everything is called after, and the value of the tag project."
  type        = string
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "location" {
  description = "Region of Azure."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "Azure has no region of this name: they look like westeurope."
  }
}

variable "deletion_protection" {
  description = "Whether what holds data is locked: it refuses to be deleted, and nobody loses a permission on it."
  type        = bool
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "network" {
  description = "Addresses of the network."
  type = object({
    cidr = string
  })
}
