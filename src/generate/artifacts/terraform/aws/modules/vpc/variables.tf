variable "name" {
  description = "What the resources are called after."
  type        = string
}

variable "cidr" {
  description = "Addresses of the network, at most a /24."
  type        = string

  validation {
    condition     = can(cidrsubnet(var.cidr, 4, 14)) && tonumber(split("/", var.cidr)[1]) <= 24
    error_message = "The network must be a CIDR block of a /24 or larger, such as 10.0.0.0/16: fifteen subnets lie in it."
  }
}

variable "zones" {
  description = "Availability zones."
  type        = list(string)

  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 5
    error_message = "Between two and five zones: a load balancer needs two, and each tier has five places."
  }
}

variable "single_nat_gateway" {
  description = "Whether all zones share one NAT gateway: cheaper, and without a way out when its zone is gone."
  type        = bool
}

variable "kms_key_arn" {
  description = "Key that the flow logs are encrypted with."
  type        = string
}

variable "log_retention_days" {
  description = "Days that flow logs are kept."
  type        = number
}
