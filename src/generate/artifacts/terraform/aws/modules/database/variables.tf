variable "name" {
  description = "Identifier of the database."
  type        = string
}

variable "engine" {
  description = "postgres, mysql or mariadb."
  type        = string

  validation {
    condition     = contains(["postgres", "mysql", "mariadb"], var.engine)
    error_message = "The engine must be postgres, mysql or mariadb."
  }
}

variable "engine_version" {
  description = "Version of the engine."
  type        = string
}

variable "instance_class" {
  description = "Size of the machine."
  type        = string
}

variable "storage_gb" {
  description = "GiB at the beginning; it grows by itself to twice as much."
  type        = number
}

variable "database_name" {
  description = "Name of the first database."
  type        = string
}

variable "user_name" {
  description = "Name of the first user."
  type        = string
}

variable "multi_az" {
  description = "Whether a second machine in another zone takes over."
  type        = bool
}

variable "backup_retention_days" {
  description = "Days that backups are kept."
  type        = number
}

variable "rotation_days" {
  description = "Days after which the password is turned."
  type        = number

  validation {
    condition     = var.rotation_days >= 1 && var.rotation_days <= 90
    error_message = "A password is turned within 90 days."
  }
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted."
  type        = bool
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "subnet_ids" {
  description = "Data subnets, in two zones at least."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Groups that may connect, by the name of who is in them."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key of the storage, the password and the statistics."
  type        = string
}
