mock_provider "azurerm" {}

variables {
  name                = "test-production-12345678"
  resource_group      = "test-production"
  location            = "westeurope"
  tags                = { project = "test" }
  sku                 = "Premium"
  capacity            = 1
  deletion_protection = true

  queues = {
    mails = { ordered = true, retention_days = 10, clients = { mails = "11111111-1111-1111-1111-111111111111" } }
  }

  key = {
    id           = "https://keys.vault.azure.net/keys/data"
    identity_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/encryption"
    principal_id = "11111111-1111-1111-1111-111111111111"
  }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { servicebus = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/private.example.com" }
  }
}

run "messages_are_kept_and_those_in_vain_go_elsewhere" {
  command = plan

  module {
    source = "./modules/queue"
  }

  assert {
    condition     = azurerm_servicebus_queue.this["mails"].default_message_ttl == "P10D" && azurerm_servicebus_queue.this["mails"].requires_session
    error_message = "Messages are kept for another time, or not in order."
  }

  assert {
    condition     = azurerm_servicebus_queue.this["mails"].max_delivery_count == 5 && azurerm_servicebus_queue.this["mails"].dead_lettering_on_message_expiration
    error_message = "Nobody looks at what could not be handled."
  }

  assert {
    condition     = !azurerm_servicebus_namespace.this.local_auth_enabled && !azurerm_servicebus_namespace.this.public_network_access_enabled
    error_message = "Keys are taken, or everybody can ask."
  }

  assert {
    condition     = length(azurerm_management_lock.this) == 1
    error_message = "The queues can be deleted."
  }

  assert {
    condition     = toset([for grant in azurerm_role_assignment.client : grant.role_definition_name]) == toset(["Azure Service Bus Data Receiver", "Azure Service Bus Data Sender"])
    error_message = "A client may do less, or more."
  }
}

run "the_standard_kind_has_no_private_endpoint" {
  command = plan

  module {
    source = "./modules/queue"
  }

  variables {
    sku      = "Standard"
    capacity = 0
  }

  assert {
    condition     = length(azurerm_private_endpoint.this) == 0 && azurerm_servicebus_namespace.this.public_network_access_enabled
    error_message = "Nobody reaches the queues."
  }
}

run "another_kind_is_refused" {
  command = plan

  module {
    source = "./modules/queue"
  }

  variables {
    sku = "Basic"
  }

  expect_failures = [var.sku]
}
