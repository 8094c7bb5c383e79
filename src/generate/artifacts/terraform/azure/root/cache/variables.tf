variable "caches" {
  description = "Caches, by name; sizes as Azure Managed Redis calls them."
  type = map(object({
    sku               = string
    high_availability = bool
  }))
}
