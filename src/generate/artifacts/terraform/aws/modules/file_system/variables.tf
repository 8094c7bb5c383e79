variable "name" {
  description = "Name of the file system."
  type        = string
}

variable "mounts" {
  description = "Who mounts it, by name, and as which user: each has a folder of its own."
  type = map(object({
    uid = number
    gid = number
  }))
}

variable "vpc_id" {
  description = "Id of the network."
  type        = string
}

variable "subnet_ids" {
  description = "Subnets of what mounts it, one in each zone."
  type        = list(string)
}

variable "client_security_group_ids" {
  description = "Groups that may connect, by the name of who is in them."
  type        = map(string)
}

variable "kms_key_arn" {
  description = "Key of the files."
  type        = string
}
