variable "name" {
  description = "Name of the table."
  type        = string
}

variable "partition_key" {
  description = "What items are found by; its type is S, N or B."
  type = object({
    name = string
    type = string
  })

  validation {
    condition     = contains(["S", "N", "B"], var.partition_key.type)
    error_message = "A key is a text (S), a number (N) or bytes (B)."
  }
}

variable "sort_key" {
  description = "What items of one partition are in order of; null where each partition has one item."
  type = object({
    name = string
    type = string
  })
  default = null
}

variable "kms_key_arn" {
  description = "Key of the items."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the table refuses to be deleted."
  type        = bool
}
