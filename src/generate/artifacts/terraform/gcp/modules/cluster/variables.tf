variable "name" {
  description = "Name of the cluster."
  type        = string
}

variable "project_id" {
  description = "Project of the cluster."
  type        = string
}

variable "region" {
  description = "Region of the cluster: it is in three zones of it."
  type        = string
}

variable "network_id" {
  description = "Id of the network."
  type        = string
}

variable "subnet_id" {
  description = "Id of the subnet of the nodes, with ranges for pods and services."
  type        = string
}

variable "private_range" {
  description = "Addresses that may reach the control plane."
  type        = string
}

variable "kms_key" {
  description = "Key of the objects of the cluster, secrets above all."
  type        = string
}

variable "deletion_protection" {
  description = "Whether the cluster refuses to be deleted."
  type        = bool
}

variable "workloads" {
  description = "Account and namespace of each service, by its name."
  type = map(object({
    account   = string
    namespace = string
  }))
}
