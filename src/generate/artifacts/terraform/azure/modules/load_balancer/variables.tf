variable "name" {
  description = "Name of the profile of Front Door and its endpoint."
  type        = string
}

variable "resource_group" {
  description = "Resource group of Front Door."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "zone" {
  description = "Zone of Azure DNS that the hosts lie in."
  type        = string
}

variable "services" {
  description = "What is asked from outside: where it runs, its host and path."
  type = map(object({
    origin = string
    host   = string
    path   = string
  }))

  validation {
    condition     = alltrue([for service in var.services : service.host == var.zone || endswith(service.host, ".${var.zone}")])
    error_message = "All hosts lie in the zone."
  }
}
