output "caches" {
  description = "Where each cache is reached, over TLS and as the identity of a service."
  value       = { for key, cache in module.cache : key => "${cache.host}:${cache.port}" }
}
