variable "name" {
  description = "Identifier of the cache, and name of the user that services connect as."
  type        = string
}

variable "engine" {
  description = "redis or valkey."
  type        = string

  validation {
    condition     = contains(["redis", "valkey"], var.engine)
    error_message = "The engine must be redis or valkey."
  }
}

variable "engine_version" {
  description = "Version of the engine: 7.0 or newer, so that IAM can say who connects."
  type        = string
}

variable "node_type" {
  description = "Size of a node."
  type        = string
}

variable "multi_az" {
  description = "Whether a second node in another zone takes over."
  type        = bool
}

variable "snapshot_retention_days" {
  description = "Days that snapshots are kept."
  type        = number
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "subnet_ids" {
  description = "Data subnets."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Groups that may connect, by the name of who is in them."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key of what is stored."
  type        = string
}
