terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}

provider "azurerm" {
  features {}
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "main" {
  name     = "orders"
  location = "westeurope"
}

resource "azurerm_virtual_network" "main" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_key_vault" "main" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  tenant_id           = data.azurerm_client_config.current.tenant_id
  sku_name            = "standard"
}

resource "azurerm_postgresql_flexible_server" "orders" {
  name                = "orders"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  storage_mb          = 131072
  high_availability {
    mode = "ZoneRedundant"
  }
}

resource "azurerm_container_app" "orders" {
  name                         = "orders"
  resource_group_name          = azurerm_resource_group.main.name
  container_app_environment_id = "environment"
  revision_mode                = "Multiple"
  template {
    container {
      name   = "api"
      image  = "orders.azurecr.io/api:1"
      cpu    = 0.5
      memory = "1Gi"
    }
  }
}
