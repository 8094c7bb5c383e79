# Who uses a queue sends to it and receives from it, and from no other.
locals {
  grants = merge(flatten([
    for queue, value in var.queues : [
      for client, principal in value.clients : {
        for role in ["Sender", "Receiver"] : "${queue} ${client} ${role}" => {
          queue     = queue
          principal = principal
          role      = "Azure Service Bus Data ${role}"
        }
      }
    ]
  ])...)
}

resource "azurerm_role_assignment" "client" {
  for_each = local.grants

  scope                = azurerm_servicebus_queue.this[each.value.queue].id
  role_definition_name = each.value.role
  principal_id         = each.value.principal
  principal_type       = "ServicePrincipal"
}
