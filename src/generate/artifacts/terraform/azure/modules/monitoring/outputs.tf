output "workspace_id" {
  description = "Id of the workspace of logs."
  value       = azurerm_log_analytics_workspace.this.id
}
