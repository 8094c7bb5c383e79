# Queues of Service Bus in one namespace. What was received too often in vain, or is too old, lies in the dead letters of its
# queue, where a person looks at it.
locals {
  is_private = var.sku == "Premium"
}

resource "azurerm_servicebus_namespace" "this" {
  #checkov:skip=CKV_AZURE_204:the standard kind has no private endpoints; it lets in only whom Entra knows
  name                          = var.name
  resource_group_name           = var.resource_group
  location                      = var.location
  sku                           = var.sku
  capacity                      = var.capacity
  premium_messaging_partitions  = local.is_private ? 1 : 0
  local_auth_enabled            = false
  minimum_tls_version           = "1.2"
  public_network_access_enabled = !local.is_private
  tags                          = var.tags

  dynamic "identity" {
    for_each = local.is_private ? ["UserAssigned"] : []

    content {
      type         = identity.value
      identity_ids = [var.key.identity_id]
    }
  }

  dynamic "customer_managed_key" {
    for_each = local.is_private ? [var.key] : []

    content {
      key_vault_key_id                  = customer_managed_key.value.id
      identity_id                       = customer_managed_key.value.identity_id
      infrastructure_encryption_enabled = true
    }
  }
}

resource "azurerm_servicebus_queue" "this" {
  for_each = var.queues

  name                                 = each.key
  namespace_id                         = azurerm_servicebus_namespace.this.id
  lock_duration                        = "PT1M"
  max_delivery_count                   = 5
  default_message_ttl                  = "P${each.value.retention_days}D"
  dead_lettering_on_message_expiration = true
  requires_session                     = each.value.ordered
}

resource "azurerm_private_endpoint" "this" {
  count = local.is_private ? 1 : 0

  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "messages"
    private_connection_resource_id = azurerm_servicebus_namespace.this.id
    subresource_names              = ["namespace"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "messages"
    private_dns_zone_ids = [var.endpoints.zones["servicebus"]]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = azurerm_servicebus_namespace.this.id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"

  # Nothing can be changed back once it is there.
  depends_on = [azurerm_private_endpoint.this, azurerm_servicebus_queue.this, azurerm_role_assignment.client]
}
