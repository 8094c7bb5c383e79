mock_provider "azurerm" {}

variables {
  name                = "testproduction12345678"
  resource_group      = "test-production"
  location            = "westeurope"
  tags                = { project = "test" }
  size_gb             = 200
  zone_redundant      = true
  deletion_protection = false

  key = {
    id           = "https://keys.vault.azure.net/keys/data"
    identity_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/encryption"
    principal_id = "11111111-1111-1111-1111-111111111111"
  }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { file = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/private.example.com" }
  }
}

run "files_are_mounted_without_a_key" {
  command = plan

  module {
    source = "./modules/file_system"
  }

  assert {
    condition     = azurerm_storage_share.this.enabled_protocol == "NFS" && !azurerm_storage_account.this.shared_access_key_enabled
    error_message = "A key is needed to mount files."
  }

  assert {
    condition     = azurerm_storage_account.this.account_replication_type == "ZRS" && !azurerm_storage_account.this.public_network_access_enabled
    error_message = "Files are in one zone, or can be reached from outside."
  }

  assert {
    condition     = azurerm_storage_share.this.quota == 200
    error_message = "There is less room than asked for."
  }

  assert {
    condition     = length(azurerm_management_lock.this) == 0
    error_message = "What is not protected cannot be deleted."
  }
}
