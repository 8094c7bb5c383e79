variable "name" {
  description = "What the load balancer is called."
  type        = string
}

variable "region" {
  description = "Region of the services."
  type        = string
}

variable "certificate_map" {
  description = "Id of the map of certificates by host."
  type        = string
}

variable "zone_name" {
  description = "Name of the managed zone that the hosts lie in."
  type        = string
}

variable "services" {
  description = "What is asked from outside: its name in Cloud Run, its host and path."
  type = map(object({
    name = string
    host = string
    path = string
  }))
}
