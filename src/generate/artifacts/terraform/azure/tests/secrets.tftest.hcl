mock_provider "azurerm" {}

variables {
  name                = "vault-test-12345678"
  resource_group      = "test-production"
  location            = "westeurope"
  tags                = { project = "test" }
  tenant_id           = "22222222-2222-2222-2222-222222222222"
  operators           = []
  operator_addresses  = []
  deletion_protection = true
  secrets             = { orders-DATABASE-URL = "11111111-1111-1111-1111-111111111111" }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { vault = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/private.example.com" }
  }
}

run "the_vault_is_closed_and_stays" {
  command = plan

  module {
    source = "./modules/secrets"
  }

  assert {
    condition     = !azurerm_key_vault.this.public_network_access_enabled && azurerm_key_vault.this.network_acls[0].default_action == "Deny"
    error_message = "The vault can be reached from outside."
  }

  assert {
    condition     = azurerm_key_vault.this.purge_protection_enabled && azurerm_key_vault.this.rbac_authorization_enabled
    error_message = "Secrets can be lost, or read by whom no role lets."
  }

  assert {
    condition     = length(azurerm_management_lock.this) == 1
    error_message = "The vault can be deleted."
  }

  assert {
    condition     = azurerm_role_assignment.reader["orders-DATABASE-URL"].role_definition_name == "Key Vault Secrets User"
    error_message = "The service may do something else with its secret."
  }
}

run "who_puts_values_comes_in_by_address" {
  command = plan

  module {
    source = "./modules/secrets"
  }

  variables {
    operators          = ["33333333-3333-3333-3333-333333333333"]
    operator_addresses = ["203.0.113.7"]
  }

  assert {
    condition     = azurerm_key_vault.this.public_network_access_enabled && azurerm_key_vault.this.network_acls[0].ip_rules == toset(["203.0.113.7"])
    error_message = "Nobody can come in."
  }

  assert {
    condition     = azurerm_role_assignment.operator["33333333-3333-3333-3333-333333333333"].role_definition_name == "Key Vault Secrets Officer"
    error_message = "Nobody can put a value."
  }
}
