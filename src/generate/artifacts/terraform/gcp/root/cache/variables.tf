variable "caches" {
  description = "Caches, by name; versions as Memorystore calls them."
  type = map(object({
    engine_version    = string
    memory_gb         = number
    high_availability = bool
  }))
}
