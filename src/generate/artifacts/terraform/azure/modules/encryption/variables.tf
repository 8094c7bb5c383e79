variable "name" {
  description = "What the identity is called after."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the identity."
  type        = string
}

variable "location" {
  description = "Region of the identity."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "vault_id" {
  description = "Id of the vault that has the key."
  type        = string
}

variable "vault_uri" {
  description = "Address of the vault, with a slash at its end."
  type        = string
}

variable "key" {
  description = "Name of the key in the vault."
  type        = string
}
