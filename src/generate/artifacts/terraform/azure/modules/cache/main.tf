# Azure Managed Redis: in the network only, over TLS, for those whom Entra knows and without a password.
resource "azurerm_managed_redis" "this" {
  name                      = var.name
  resource_group_name       = var.resource_group
  location                  = var.location
  sku_name                  = var.sku
  high_availability_enabled = var.high_availability
  public_network_access     = "Disabled"
  tags                      = var.tags

  default_database {
    access_keys_authentication_enabled = false
    client_protocol                    = "Encrypted"
    # One address, for clients that know nothing of clusters.
    clustering_policy = "EnterpriseCluster"
    eviction_policy   = "AllKeysLRU"
  }
}

resource "azurerm_managed_redis_access_policy_assignment" "client" {
  for_each = var.clients

  managed_redis_id = azurerm_managed_redis.this.id
  object_id        = each.value
}

resource "azurerm_private_endpoint" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "cache"
    private_connection_resource_id = azurerm_managed_redis.this.id
    subresource_names              = ["redisEnterprise"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "cache"
    private_dns_zone_ids = [var.endpoints.zones["redis"]]
  }
}
