variable "name" {
  description = "Name of the bucket: no other in the world has it."
  type        = string
}

variable "region" {
  description = "Region of the bucket."
  type        = string
}

variable "retention_days" {
  description = "Days after which objects are deleted; null where they stay."
  type        = number
}

variable "archive_after_days" {
  description = "Days after which objects cost less to keep and more to read; null where they do not."
  type        = number
}

variable "kms_key" {
  description = "Key of the objects."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the bucket refuses to be deleted while it has objects."
  type        = bool
}

variable "clients" {
  description = "Accounts that read and write, by the name of who has them."
  type        = map(string)
}
