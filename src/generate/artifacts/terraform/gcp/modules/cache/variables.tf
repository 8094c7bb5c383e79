variable "name" {
  description = "Name of the instance."
  type        = string
}

variable "region" {
  description = "Region of the instance."
  type        = string
}

variable "engine_version" {
  description = "REDIS_7_2 and the like."
  type        = string

  validation {
    condition     = can(regex("^REDIS_[0-9]_[0-9X]$", var.engine_version))
    error_message = "The version must be one of Redis, as Memorystore calls it."
  }
}

variable "memory_gb" {
  description = "GiB of memory."
  type        = number
}

variable "high_availability" {
  description = "Whether a second machine in another zone takes over."
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
  description = "Key of what is kept."
  type        = string
}
