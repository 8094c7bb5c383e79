variable "name" {
  description = "Name of the instance."
  type        = string
}

variable "region" {
  description = "Region of the instance and its backups."
  type        = string
}

variable "engine_version" {
  description = "POSTGRES_17, MYSQL_8_4 and the like."
  type        = string

  validation {
    condition     = can(regex("^(POSTGRES|MYSQL)_[0-9_]+$", var.engine_version))
    error_message = "The version must be one of PostgreSQL or MySQL, as Cloud SQL calls it."
  }
}

variable "tier" {
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

variable "high_availability" {
  description = "Whether a second machine in another zone takes over."
  type        = bool
}

variable "backups" {
  description = "Daily backups that are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether the database refuses to be deleted."
  type        = bool
}

variable "network_id" {
  description = "Id of the network."
  type        = string
}

variable "address_range" {
  description = "Name of the range that its address is of."
  type        = string
}

variable "kms_key" {
  description = "Key of the storage and the backups."
  type        = string
}

variable "clients" {
  description = "Accounts that may log in, by the name of who has them."
  type        = map(string)
}
