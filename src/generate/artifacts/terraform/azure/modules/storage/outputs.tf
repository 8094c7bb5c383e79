output "id" {
  description = "Id of the account."
  value       = azurerm_storage_account.this.id
}

output "account" {
  description = "Name of the account."
  value       = azurerm_storage_account.this.name
}

output "url" {
  description = "Address of the container, once it may be used."
  value       = "${azurerm_storage_account.this.primary_blob_endpoint}${azurerm_storage_container.this.name}"
  depends_on  = [azurerm_role_assignment.client, azurerm_private_endpoint.this]
}
