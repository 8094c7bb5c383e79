variable "services" {
  description = "What the manifests run, by name: its namespace, and what it uses."
  type = map(object({
    namespace = string
    databases = list(string) #: database
    queues    = list(string) #: queue
    buckets   = list(string) #: storage
  }))
}
