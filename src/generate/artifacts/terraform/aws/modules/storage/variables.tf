variable "name" {
  description = "What the bucket is called after; the account is put behind it."
  type        = string
}

variable "retention_days" {
  description = "Days after which an object is deleted; never where it is null."
  type        = number
}

variable "archive_after_days" {
  description = "Days after which an object goes to Glacier; never where it is null."
  type        = number
}

variable "log_bucket" {
  description = "Bucket of the access logs."
  type        = string
}

variable "kms_key_arn" {
  description = "Key of the objects."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the bucket stays as long as something is in it."
  type        = bool
}
