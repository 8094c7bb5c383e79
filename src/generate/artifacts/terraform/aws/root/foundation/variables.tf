variable "project" {
  description = "What everything is called after, and the value of the tag Project."
  type        = string
}

variable "environment" {
  description = "Name of the environment."
  type        = string
}

variable "region" {
  description = "Region of AWS."
  type        = string
}

variable "deletion_protection" {
  description = "Whether what holds data, and the load balancer, refuse to be deleted."
  type        = bool
}

variable "log_retention_days" {
  description = "Days that logs are kept: one of the numbers that CloudWatch takes."
  type        = number
}

variable "vpc" {
  description = "Addresses and zones of the network; whether all zones share one way out."
  type = object({
    cidr               = string
    zones              = list(string)
    single_nat_gateway = bool
  })
}
