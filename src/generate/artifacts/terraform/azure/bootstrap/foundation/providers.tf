terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.73"
    }
  }
}

# Which subscription: ARM_SUBSCRIPTION_ID.
provider "azurerm" {
  resource_provider_registrations = "none"
  storage_use_azuread             = true

  features {
    storage {
      data_plane_available = false
    }

    key_vault {
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
      recover_soft_deleted_keys       = true
    }
  }
}
