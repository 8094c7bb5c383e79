variable "name" {
  description = "Name of the account: no other in the world has it."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the account."
  type        = string
}

variable "location" {
  description = "Region of the account."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "endpoints" {
  description = "Subnet of private endpoints, and the id of each zone of their names."
  type = object({
    subnet_id = string
    zones     = map(string)
  })
}

variable "key" {
  description = "Key that data is encrypted with, and the identity that may use it."
  type = object({
    id           = string
    identity_id  = string
    principal_id = string
  })
}

variable "container" {
  description = "Name of the container in it."
  type        = string
}

variable "replication" {
  description = "Where copies lie: GRS and GZRS have some in the paired region."
  type        = string
}

variable "retention_days" {
  description = "Days after which blobs are deleted; null where they stay."
  type        = number
}

variable "archive_after_days" {
  description = "Days after which blobs cost less to keep and more to read; null where they do not."
  type        = number
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}

variable "clients" {
  description = "Principals of the identities that read and write, by the name of who has them."
  type        = map(string)
}
