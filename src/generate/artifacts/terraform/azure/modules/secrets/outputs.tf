output "name" {
  description = "Name of the vault."
  value       = azurerm_key_vault.this.name
}

output "id" {
  description = "Id of the vault."
  value       = azurerm_key_vault.this.id
}

output "addresses" {
  description = "Address of each secret without a version, once it can be read."
  value       = { for name in keys(var.secrets) : name => "${azurerm_key_vault.this.vault_uri}secrets/${name}" }
  depends_on  = [azurerm_role_assignment.reader, azurerm_private_endpoint.this]
}
