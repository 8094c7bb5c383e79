variable "name" {
  description = "What the resources are called after."
  type        = string
}

variable "environment" {
  description = "Environment that target groups are named after."
  type        = string
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

#: addressed
variable "vpc_cidr" {
  description = "Addresses of the network."
  type        = string
}
#: end

variable "subnet_ids" {
  description = "Public subnets, in two zones at least."
  type        = list(string)
}

variable "certificate_arn" {
  description = "Certificate of the HTTPS listener."
  type        = string
}

variable "zone_id" {
  description = "Zone of Route 53 that gets a record for each host."
  type        = string
}

variable "log_bucket" {
  description = "Bucket of the access logs."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the load balancer refuses to be deleted."
  type        = bool
}

variable "services" {
  description = "Who answers, by name. The first colour has the traffic at the beginning; rules with a lower priority number are asked first."
  type = map(object({
    host                    = string
    path                    = string
    priority                = number
    colours                 = list(string)
    port                    = number #: addressed
    drain_seconds           = number #: addressed
    health_path             = string #: addressed
    health_interval_seconds = number #: addressed
    health_timeout_seconds  = number #: addressed
    health_failures         = number #: addressed
  }))
}
