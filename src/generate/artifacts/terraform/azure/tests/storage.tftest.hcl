mock_provider "azurerm" {}

variables {
  name                = "testproduction12345678"
  resource_group      = "test-production"
  location            = "westeurope"
  tags                = { project = "test" }
  container           = "exports"
  replication         = "GZRS"
  retention_days      = 90
  archive_after_days  = 30
  deletion_protection = true
  clients             = { orders = "11111111-1111-1111-1111-111111111111" }

  key = {
    id           = "https://keys.vault.azure.net/keys/data"
    identity_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/encryption"
    principal_id = "11111111-1111-1111-1111-111111111111"
  }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { blob = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/private.example.com" }
  }
}

run "blobs_age_and_go" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = azurerm_storage_management_policy.this.rule[0].actions[0].base_blob[0].delete_after_days_since_modification_greater_than == 90 && azurerm_storage_management_policy.this.rule[0].actions[0].base_blob[0].tier_to_cool_after_days_since_modification_greater_than == 30
    error_message = "Blobs are kept for another time."
  }

  assert {
    condition     = !azurerm_storage_account.this.public_network_access_enabled && !azurerm_storage_account.this.shared_access_key_enabled && !azurerm_storage_account.this.allow_nested_items_to_be_public
    error_message = "The account can be reached from outside, or by a key."
  }

  assert {
    condition     = azurerm_storage_account.this.customer_managed_key[0].key_vault_key_id == var.key.id
    error_message = "Blobs are encrypted with another key."
  }

  assert {
    condition     = length(azurerm_management_lock.this) == 1
    error_message = "The account can be deleted."
  }
}

run "blobs_stay_where_nobody_says_how_long" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    retention_days     = null
    archive_after_days = null
  }

  assert {
    condition     = length(azurerm_storage_management_policy.this.rule[0].actions[0].base_blob) == 0
    error_message = "Blobs are deleted though nobody asked for it."
  }
}
