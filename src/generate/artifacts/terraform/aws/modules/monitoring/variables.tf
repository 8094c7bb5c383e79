variable "name" {
  description = "What topic and alarms are called after."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the topic."
  type        = string
}

variable "emails" {
  description = "Addresses that are told."
  type        = set(string)
}

#: compute
variable "cluster" {
  description = "Name of the cluster of ECS; null where there is none."
  type        = string
  default     = null
}
#: end

#: machines
variable "machines" {
  description = "Ids of the machines that are watched."
  type        = map(string)
  default     = {}
}
#: end

#: functions
variable "functions" {
  description = "Names of the functions that are watched, by service."
  type        = map(string)
  default     = {}
}
#: end

variable "load_balancer" {
  description = "What metrics call the load balancer; null where there is none."
  type        = string
  default     = null
}

variable "services" {
  description = "What is promised of each service, and its target groups by colour, as metrics call them."
  type = map(object({
    target_groups     = optional(map(string), {})
    errors_per_minute = number
    p95_seconds       = number
  }))
  default = {}
}

variable "databases" {
  description = "Databases that are watched."
  type = map(object({
    identifier = string
    storage_gb = number
  }))
  default = {}
}

variable "caches" {
  description = "Identifiers of the caches that are watched."
  type        = map(string)
  default     = {}
}

variable "tables" {
  description = "Names of the tables that are watched."
  type        = map(string)
  default     = {}
}

variable "queues" {
  description = "Names of the queues of dead letters that are watched."
  type        = map(string)
  default     = {}
}
