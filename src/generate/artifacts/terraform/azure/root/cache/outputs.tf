output "caches" {
  description = "Where each cache is reached, over TLS, and what services log in as."
  value = {
    for key, cache in module.cache : key => { host = cache.host, port = cache.port, users = cache.users }
  }
}
