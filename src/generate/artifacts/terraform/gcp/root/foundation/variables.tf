variable "project" {
  description = "What everything is called after, and the value of the label project."
  type        = string
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "region" {
  description = "Region of Google Cloud."
  type        = string

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "Google has no region of this name: they look like europe-west3."
  }
}

variable "deletion_protection" {
  description = "Whether what holds data, and what runs, refuse to be deleted."
  type        = bool
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "vpc" {
  description = "Addresses of the network."
  type = object({
    cidr = string
  })
}
