variable "name" {
  description = "What the identities are called after."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the identities."
  type        = string
}

variable "location" {
  description = "Region of the identities."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "services" {
  description = "Names of the services."
  type        = set(string)
}

#: compute
#: registry
variable "registry_id" {
  description = "Id of the registry that images are fetched from."
  type        = string
}
#: end
#: end
