# All of an environment: `terraform test -var-file=environments/prod.tfvars`. Without values only the modules are tried.
mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "00000000-0000-0000-0000-000000000000"
      tenant_id       = "22222222-2222-2222-2222-222222222222"
    }
  }

  mock_data "azurerm_key_vault" {
    defaults = {
      id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.KeyVault/vaults/keys"
      vault_uri = "https://keys.vault.azure.net/"
    }
  }

  #: registry
  mock_data "azurerm_container_registry" {
    defaults = {
      id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ContainerRegistry/registries/test"
      login_server = "test.azurecr.io"
    }
  }
  #: end

  #: ingress
  mock_data "azurerm_dns_zone" {
    defaults = {
      id                  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/dnsZones/example.com"
      resource_group_name = "test"
    }
  }
  #: end
}

run "everything_is_named_after_project_and_environment" {
  command = plan

  assert {
    condition     = output.network == "${var.project}-${var.environment}"
    error_message = "The network has another name."
  }

  assert {
    condition     = toset(keys(output.services)) == toset(keys(var.services))
    error_message = "A service is nowhere."
  }
}
