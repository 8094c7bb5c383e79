variable "environment" {
  description = "Which environment this is"
  type        = string
}

variable "region" {
  description = "Where it runs"
  type        = string
  default     = "eu-central-1"
}

variable "domain" {
  description = "The domain of the service"
  type        = string
  default     = "orders.example.com"
}

variable "cidr" {
  description = "The addresses of the network"
  type        = string

  validation {
    condition     = can(cidrhost(var.cidr, 0))
    error_message = "cidr is no range of addresses."
  }
}

variable "zone_count" {
  description = "Over how many availability zones the network reaches"
  type        = number
  default     = 2
}

variable "services" {
  description = "The services by name"
  type = map(object({
    image    = string
    replicas = number
    port     = optional(number, 8080)
  }))
}

variable "database" {
  description = "The database; none where it is null"
  type = object({
    engine_version = string
    storage_gb     = number
    multi_az       = bool
  })
  default = null
}
