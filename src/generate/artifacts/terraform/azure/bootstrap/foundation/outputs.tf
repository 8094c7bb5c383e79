output "state_account" {
  description = "Account of the state: `terraform init -backend-config=storage_account_name=…` of the environments."
  value       = azurerm_storage_account.state.name
}
