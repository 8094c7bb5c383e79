# The network by itself. Nothing is created and nobody is asked.
mock_provider "azurerm" {}

variables {
  name           = "test-production"
  resource_group = "test-production"
  location       = "westeurope"
  tags           = { project = "test" }
  cidr           = "10.0.0.0/16"
  private_zones  = { blob = "privatelink.blob.core.windows.net" }
  endpoint_ports = ["443"]
}

run "what_runs_and_what_it_uses_have_addresses_of_their_own" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  assert {
    condition     = azurerm_subnet.private.address_prefixes == tolist(["10.0.0.0/20"]) && azurerm_subnet.endpoints.address_prefixes == tolist(["10.0.64.0/20"])
    error_message = "Subnets have other addresses."
  }

  assert {
    condition     = !azurerm_subnet.private.default_outbound_access_enabled
    error_message = "There is a way out past the gateway."
  }

  assert {
    condition     = azurerm_private_dns_zone.this["blob"].name == "privatelink.blob.core.windows.net"
    error_message = "Names of storage lead outside."
  }
}

run "private_endpoints_answer_what_runs_and_nobody_else" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  assert {
    condition     = one([for rule in azurerm_network_security_group.endpoints.security_rule : rule.source_address_prefix if rule.access == "Allow"]) == "10.0.0.0/20"
    error_message = "Somebody else is let in."
  }

  assert {
    condition     = azurerm_subnet.endpoints.private_endpoint_network_policies == "NetworkSecurityGroupEnabled"
    error_message = "The rules count for nothing."
  }
}

run "a_network_that_is_too_small_is_refused" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  variables {
    cidr = "10.0.0.0/24"
  }

  expect_failures = [var.cidr]
}
