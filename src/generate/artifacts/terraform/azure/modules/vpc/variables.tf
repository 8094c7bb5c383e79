variable "name" {
  description = "Name of the network."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the network."
  type        = string
}

variable "location" {
  description = "Region of the network."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "cidr" {
  description = "Addresses of the network."
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0)) && tonumber(split("/", var.cidr)[1]) <= 20
    error_message = "A network needs a range of addresses with a prefix of 20 or less, such as 10.0.0.0/16."
  }
}

variable "private_zones" {
  description = "Zones of the private endpoints, by what they are of."
  type        = map(string)
}

variable "endpoint_ports" {
  description = "Ports that private endpoints answer at."
  type        = set(string)
}
