variable "name" {
  description = "What the resources are called after."
  type        = string
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the functions."
  type        = list(string)
}

variable "kms_key_arn" {
  description = "Key of the logs, the settings and the secrets."
  type        = string
}

variable "log_retention_days" {
  description = "Days that the logs of services are kept."
  type        = number
}

variable "services" {
  description = "What runs, by name: memory in MiB, instances that are kept warm and that there are at most, the secret that it may read, queues by name that it takes messages from where it has no port."
  type = map(object({
    image            = string
    command          = list(string)
    architecture     = string
    memory           = number
    timeout_seconds  = number
    min_instances    = number
    max_instances    = number
    port             = number
    health_path      = string
    environment      = map(string)
    secret_arn       = optional(string)
    is_served        = optional(bool, false)     #: ingress
    target_group_arn = optional(string)          #: ingress
    queues           = optional(map(string), {}) #: queue

    permissions = optional(list(object({
      actions   = list(string)
      resources = list(string)
    })), [])
  }))
}
