output "host" {
  description = "Address in the network."
  value       = google_redis_instance.this.host
}

output "port" {
  description = "Port, over TLS."
  value       = google_redis_instance.this.port
}
