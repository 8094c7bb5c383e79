variable "cluster_administrators" {
  description = "Object ids of people, groups and pipelines that may do everything in the cluster."
  type        = set(string)
}

variable "services" {
  description = "What the manifests run, by name: its namespace, and what it uses."
  type = map(object({
    namespace = string
    databases = list(string) #: database
    caches    = list(string) #: cache
    queues    = list(string) #: queue
    storage   = list(string) #: storage
  }))
}
