output "id" {
  description = "Id of the account."
  value       = azurerm_storage_account.this.id
}

output "server" {
  description = "Name that leads to the private endpoint."
  value       = azurerm_storage_account.this.primary_file_host
  depends_on  = [azurerm_private_endpoint.this]
}

output "path" {
  description = "What is mounted."
  value       = "/${azurerm_storage_account.this.name}/${azurerm_storage_share.this.name}"
}
