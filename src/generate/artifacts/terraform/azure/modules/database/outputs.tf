output "id" {
  description = "Id of the server."
  value       = local.server_id
}

output "host" {
  description = "Name that leads to the private endpoint."
  value       = local.is_postgres ? azurerm_postgresql_flexible_server.this[0].fqdn : azurerm_mysql_flexible_server.this[0].fqdn
  depends_on  = [azurerm_private_endpoint.this]
}

output "port" {
  description = "Port of the engine."
  value       = local.is_postgres ? 5432 : 3306
}

output "users" {
  description = "What each client logs in as."
  value       = { for key, client in var.clients : key => local.is_postgres ? client.name : "app" }
}
