variable "caches" {
  description = "Caches, by name."
  type = map(object({
    engine                  = string
    engine_version          = string
    node_type               = string
    multi_az                = bool
    snapshot_retention_days = number
  }))
}
