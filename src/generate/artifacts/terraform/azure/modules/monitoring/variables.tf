variable "name" {
  description = "What logs and alarms are called after."
  type        = string
}

variable "resource_group" {
  description = "Resource group of logs and alarms."
  type        = string
}

variable "location" {
  description = "Region of logs and alarms."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "emails" {
  description = "Addresses that are told."
  type        = set(string)
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number

  validation {
    condition     = var.log_retention_days >= 30 && var.log_retention_days <= 730
    error_message = "Log Analytics keeps logs for 30 to 730 days."
  }
}

variable "talkative" {
  description = "Ids of what has logs, by name."
  type        = map(string)
}

#: compute
variable "services" {
  description = "What is promised of each service, and its kind, name and id."
  type = map(object({
    id                = string
    name              = string
    kind              = string
    errors_per_minute = number
    p95_seconds       = number
  }))
}
#: end
#: cluster
variable "cluster" {
  description = "Id of the cluster."
  type        = string
}

variable "services" {
  description = "Namespace of each service."
  type        = map(string)
}
#: end

variable "databases" {
  description = "Servers that are watched: their ids and engines."
  type = map(object({
    id     = string
    engine = string
  }))
  default = {}
}

variable "caches" {
  description = "Ids of the caches that are watched."
  type        = map(string)
  default     = {}
}

variable "messaging" {
  description = "Id of the namespace of Service Bus."
  type        = string
  default     = null
}

variable "queues" {
  description = "Names of the queues that are watched."
  type        = set(string)
  default     = []
}
