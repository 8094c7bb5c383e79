output "registry" {
  description = "Below which images are pushed."
  value       = azurerm_container_registry.this.login_server
}
