variable "name" {
  description = "Name of the cluster, and what the resources are called after."
  type        = string
}

variable "region" {
  description = "Region of the logs."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of the tasks."
  type        = list(string)
}

variable "security_group_ids" {
  description = "Group of the tasks of each service, by its name."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key of the logs and the secrets."
  type        = string
}

variable "log_retention_days" {
  description = "Days that the logs of services are kept."
  type        = number
}

variable "repository_arns" {
  description = "Repositories that images are pulled from."
  type        = list(string)
  default     = []
}

variable "services" {
  description = "What runs, by name. Secrets are ARNs in Secrets Manager by the variable that gets their value; a strategy is one of ECS: ROLLING, BLUE_GREEN or CANARY."
  type = map(object({
    image                 = string
    command               = list(string)
    user                  = string
    architecture          = string
    cpu                   = number
    memory                = number
    port                  = number
    environment           = map(string)
    secrets               = optional(map(string), {})
    desired_count         = number
    min_count             = number
    max_count             = number
    target_cpu_percent    = number
    target_memory_percent = number
    strategy              = string
    canary_percent        = optional(number)
    bake_minutes          = number
    start_seconds         = number
    stop_seconds          = number

    permissions = optional(list(object({
      actions   = list(string)
      resources = list(string)
    })), [])

    file_systems = optional(map(object({
      file_system_id  = string
      access_point_id = string
      path            = string
    })), {})

    target_group = optional(object({
      target_group_arn  = string
      alternate_arn     = string
      listener_rule_arn = string
    }))
  }))
}
