output "id" {
  description = "Id of the namespace."
  value       = azurerm_servicebus_namespace.this.id
}

output "namespace" {
  description = "Name of the namespace."
  value       = azurerm_servicebus_namespace.this.name
}

output "urls" {
  description = "Address of each queue, once it may be used."
  value = {
    for key, queue in azurerm_servicebus_queue.this : key => "https://${azurerm_servicebus_namespace.this.name}.servicebus.windows.net/${queue.name}"
  }
  depends_on = [azurerm_role_assignment.client, azurerm_private_endpoint.this]
}
