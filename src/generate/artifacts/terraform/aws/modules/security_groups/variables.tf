variable "name" {
  description = "What the groups are called after."
  type        = string
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "load_balancer_security_group_id" {
  description = "Group that requests come from; null where no service is behind a load balancer."
  type        = string
  default     = null
}

variable "services" {
  description = "Port of each service, and whether the load balancer asks it."
  type = map(object({
    port      = number
    is_served = bool
  }))
}
