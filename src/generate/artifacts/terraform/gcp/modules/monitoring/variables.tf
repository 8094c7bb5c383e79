variable "name" {
  description = "What alarms and logs are called after."
  type        = string
}

variable "project_id" {
  description = "Project that keeps the logs."
  type        = string
}

variable "region" {
  description = "Region that keeps the logs."
  type        = string
}

variable "emails" {
  description = "Addresses that are told."
  type        = set(string)
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
}

#: compute
variable "services" {
  description = "What is promised of each service, and its kind and name in Cloud Run."
  type = map(object({
    name              = string
    kind              = string
    errors_per_minute = number
    p95_seconds       = number
  }))
}
#: end
#: cluster
variable "cluster" {
  description = "Name of the cluster."
  type        = string
}

variable "services" {
  description = "Namespace of each service."
  type        = map(string)
}
#: end

variable "databases" {
  description = "Names of the instances that are watched."
  type        = map(string)
  default     = {}
}

variable "caches" {
  description = "Names of the caches that are watched."
  type        = map(string)
  default     = {}
}

variable "queues" {
  description = "Names of the subscriptions of dead letters that are watched."
  type        = map(string)
  default     = {}
}
