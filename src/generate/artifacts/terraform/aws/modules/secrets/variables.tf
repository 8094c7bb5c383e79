variable "name" {
  description = "Whose secrets they are."
  type        = string
}

variable "names" {
  description = "Names of the secrets."
  type        = set(string)
}

variable "kms_key_arn" {
  description = "Key of the secrets."
  type        = string
}
