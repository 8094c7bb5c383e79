terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.73"
    }
  }

  # Where the state lies is said by environments/NAME.azurerm.tfbackend.
  backend "azurerm" {}
}

# Which subscription: ARM_SUBSCRIPTION_ID.
provider "azurerm" {
  resource_provider_registrations = "none"
  storage_use_azuread             = true

  features {
    # What is in accounts is reached in the network only, and Terraform need not be there.
    storage {
      data_plane_available = false
    }

    # What was deleted by mistake can be had back.
    key_vault {
      purge_soft_delete_on_destroy    = false
      recover_soft_deleted_key_vaults = true
    }

    resource_group {
      prevent_deletion_if_contains_resources = true
    }
  }
}
