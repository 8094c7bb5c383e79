variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the cluster."
  type        = string
}

variable "location" {
  description = "Region of the cluster."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "tenant_id" {
  description = "Tenant of the subscription."
  type        = string
}

variable "subnet_id" {
  description = "Id of the subnet of the nodes, once it has a way out."
  type        = string
}

variable "key" {
  description = "Key that data is encrypted with, and the identity that may use it."
  type = object({
    id           = string
    identity_id  = string
    principal_id = string
  })
}

variable "workspace_id" {
  description = "Id of the workspace of logs."
  type        = string
}

variable "system_nodes" {
  description = "Nodes for what the cluster itself needs, at the least."
  type        = number
}

#: registry
variable "registry_id" {
  description = "Id of the registry that nodes fetch images from."
  type        = string
}
#: end

variable "administrators" {
  description = "Object ids of people, groups and pipelines that may do everything in the cluster."
  type        = set(string)
}

variable "deletion_protection" {
  description = "Whether nobody can delete it before its lock is taken away."
  type        = bool
}

variable "workloads" {
  description = "Identity and namespace of each service, by its name."
  type = map(object({
    identity_id = string
    namespace   = string
  }))
}
