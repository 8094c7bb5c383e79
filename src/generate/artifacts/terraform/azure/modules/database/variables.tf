variable "name" {
  description = "Name of the server: no other in the world has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the server."
  type        = string
}

variable "location" {
  description = "Region of the server."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "tenant_id" {
  description = "Tenant of the subscription."
  type        = string
}

variable "endpoints" {
  description = "Subnet of private endpoints, and the id of each zone of their names."
  type = object({
    subnet_id = string
    zones     = map(string)
  })
}

variable "engine" {
  description = "postgres or mysql."
  type        = string

  validation {
    condition     = contains(["postgres", "mysql"], var.engine)
    error_message = "An engine is postgres or mysql."
  }
}

variable "engine_version" {
  description = "Version, as flexible servers call it."
  type        = string
}

variable "sku" {
  description = "Size of the machine."
  type        = string
}

variable "storage_gb" {
  description = "GiB at the beginning; it grows by itself."
  type        = number
}

variable "database_name" {
  description = "Name of the first database."
  type        = string
}

variable "high_availability" {
  description = "Whether a second server in another zone takes over."
  type        = bool
}

variable "backup_days" {
  description = "Days that backups are kept."
  type        = number
}

variable "geo_redundant_backups" {
  description = "Whether backups lie in the paired region, too."
  type        = bool
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}

variable "clients" {
  description = "Identities that use it, by the name of who has them."
  type = map(object({
    principal_id = string
    name         = string
  }))
}
