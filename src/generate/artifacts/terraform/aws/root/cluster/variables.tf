variable "deployer_role_arns" {
  description = "Roles of people and pipelines that deploy to the cluster."
  type        = set(string)
}

variable "services" {
  description = "What manifests run on the cluster, by name: where, and what it uses."
  type = map(object({
    namespace = string
    databases = list(string) #: database
    caches    = list(string) #: cache
    tables    = list(string) #: table
    queues    = list(string) #: queue
    buckets   = list(string) #: storage
  }))
}
