variable "name" {
  description = "Name of the cluster, and what the resources are called after."
  type        = string
}

variable "subnet_ids" {
  description = "Private subnets of machines and pods."
  type        = list(string)
}

variable "kms_key_arn" {
  description = "Key of the logs and of the Secrets of Kubernetes."
  type        = string
}

variable "log_retention_days" {
  description = "Days that the logs of the control plane are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted."
  type        = bool
}

variable "deployer_role_arns" {
  description = "Roles of people and pipelines that deploy to the cluster."
  type        = set(string)
}

variable "services" {
  description = "What runs, by the name of its service account, and what it may do."
  type = map(object({
    namespace = string

    permissions = optional(list(object({
      actions   = list(string)
      resources = list(string)
    })), [])
  }))
}
