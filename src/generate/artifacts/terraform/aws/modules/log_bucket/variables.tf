variable "name" {
  description = "What the bucket is called after; the account is put behind it."
  type        = string
}

variable "retention_days" {
  description = "Days that logs are kept."
  type        = number
}

variable "deletion_protection" {
  description = "Whether the bucket stays as long as something is in it."
  type        = bool
}
