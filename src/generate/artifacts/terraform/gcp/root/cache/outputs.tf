output "caches" {
  description = "Where each cache is reached, over TLS and with its password."
  value       = { for key, cache in module.cache : key => "${cache.host}:${cache.port}" }
}
