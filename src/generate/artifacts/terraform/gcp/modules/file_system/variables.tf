variable "name" {
  description = "Name of the instance."
  type        = string
}

variable "zone" {
  description = "Zone of the instance."
  type        = string
}

variable "network_id" {
  description = "Id of the network."
  type        = string
}

variable "address_range" {
  description = "Name of the range that its address is of."
  type        = string
}

variable "clients" {
  description = "Addresses that may mount it."
  type        = list(string)
}

variable "deletion_protection" {
  description = "Whether the instance refuses to be deleted."
  type        = bool
}
