output "id" {
  description = "Id of the cache."
  value       = azurerm_managed_redis.this.id
}

output "host" {
  description = "Name that leads to the private endpoint."
  value       = azurerm_managed_redis.this.hostname
  depends_on  = [azurerm_private_endpoint.this]
}

output "port" {
  description = "Port, over TLS."
  value       = azurerm_managed_redis.this.default_database[0].port
}

output "users" {
  description = "What each client logs in as."
  value       = var.clients
}
