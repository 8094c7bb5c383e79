mock_provider "azurerm" {}

variables {
  name              = "test-production-cache-12345678"
  resource_group    = "test-production"
  location          = "westeurope"
  tags              = { project = "test" }
  sku               = "Balanced_B1"
  high_availability = true
  clients           = { orders = "11111111-1111-1111-1111-111111111111" }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { redis = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/private.example.com" }
  }
}

run "the_cache_is_in_the_network_only_and_has_no_password" {
  command = plan

  module {
    source = "./modules/cache"
  }

  assert {
    condition     = azurerm_managed_redis.this.public_network_access == "Disabled" && azurerm_managed_redis.this.default_database[0].client_protocol == "Encrypted"
    error_message = "The cache can be reached from outside, or without TLS."
  }

  assert {
    condition     = !azurerm_managed_redis.this.default_database[0].access_keys_authentication_enabled && length(azurerm_managed_redis_access_policy_assignment.client) == 1
    error_message = "The cache has a password, or its client has no access."
  }
}
