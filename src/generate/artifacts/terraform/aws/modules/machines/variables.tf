variable "name" {
  description = "What the resources are called after."
  type        = string
}

variable "environment" {
  description = "Environment that the machines are named after."
  type        = string
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "vpc_cidr" {
  description = "Addresses of the network."
  type        = string
}

variable "zones" {
  description = "Availability zones of the machines."
  type        = list(string)
}

variable "subnet_ids" {
  description = "Private subnets of the machines, one in each zone and in their order."
  type        = list(string)
}

variable "load_balancer_security_group_id" {
  description = "Group that requests come from; null where no service is behind a load balancer."
  type        = string
  default     = null
}

variable "ssh_public_key" {
  description = "Public key of whoever runs the playbooks; null where nobody does yet."
  type        = string
  default     = null
}

variable "kms_key_arn" {
  description = "Key of the disks and their backups."
  type        = string
}

variable "backup_retention_days" {
  description = "Days that backups of disks are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether machines refuse to be deleted, and disks leave a snapshot."
  type        = bool
}

variable "services" {
  description = "What runs, by name: on how many machines of which type, with which disks in GiB by name."
  type = map(object({
    count         = number
    instance_type = string
    port          = number
    is_served     = bool
    disks_gb      = optional(map(number), {})

    permissions = optional(list(object({
      actions   = list(string)
      resources = list(string)
    })), [])
  }))
}
