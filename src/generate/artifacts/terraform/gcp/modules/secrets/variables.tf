variable "region" {
  description = "Region that keeps the values."
  type        = string
}

variable "kms_key" {
  description = "Key of the secrets."
  type        = string
}

variable "protected" {
  description = "Whether secrets refuse to be deleted."
  type        = bool
}

variable "secrets" {
  description = "Accounts that read the secrets, by the name of the secret."
  type        = map(string)
}
