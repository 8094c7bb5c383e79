variable "name" {
  description = "Name of the network."
  type        = string
}

variable "region" {
  description = "Region of the subnet and of the way out."
  type        = string
}

variable "cidr" {
  description = "Addresses of the network."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && tonumber(split("/", var.cidr)[1]) <= 20
    error_message = "A network needs a range of addresses with a prefix of 20 or less, such as 10.0.0.0/16."
  }
}
