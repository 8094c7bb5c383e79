variable "name" {
  description = "Name of the queue."
  type        = string
}

variable "fifo" {
  description = "Whether messages keep their order and come once."
  type        = bool
}

variable "retention_days" {
  description = "Days that a message waits at most."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 14
    error_message = "SQS keeps messages for 14 days at most."
  }
}

variable "kms_key_arn" {
  description = "Key of the messages."
  type        = string
}
