variable "name" {
  description = "Name of topic and subscription."
  type        = string
}

variable "region" {
  description = "Region that keeps the messages."
  type        = string
}

variable "ordered" {
  description = "Whether messages with one key come in their order."
  type        = bool
}

variable "retention_days" {
  description = "Days that messages are kept: 31 at most."
  type        = number

  validation {
    condition     = var.retention_days >= 1 && var.retention_days <= 31
    error_message = "Pub/Sub keeps messages for 1 to 31 days."
  }
}

variable "kms_key" {
  description = "Key of the messages."
  type        = string
}

variable "agent" {
  description = "Account of Pub/Sub in this project."
  type        = string
}

variable "clients" {
  description = "Accounts that send and receive, by the name of who has them."
  type        = map(string)
}
