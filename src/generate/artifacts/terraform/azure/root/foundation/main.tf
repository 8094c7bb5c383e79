locals {
  name = "${var.project}-${var.environment}"

  tags = {
    project     = var.project
    environment = var.environment
    managed-by  = "terraform"
  }

  # Names that no other in the world may have end with what only this subscription and environment have.
  subscription = data.azurerm_client_config.current.subscription_id
  unique       = substr(sha256("${local.subscription}/${local.name}"), 0, 8)

  private_zones = merge(
    { vault = "privatelink.vaultcore.azure.net" }, #: secrets
    #: database
    {
      for engine in distinct([for database in var.databases : database.engine]) :
      engine => "privatelink.${engine}.database.azure.com"
    },
    #: end
    { redis = "privatelink.redis.azure.net" },             #: cache
    { servicebus = "privatelink.servicebus.windows.net" }, #: queue
    { blob = "privatelink.blob.core.windows.net" },        #: storage
    { file = "privatelink.file.core.windows.net" },        #: files
  )
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = local.name
  location = var.location
  tags     = local.tags
}

module "vpc" {
  source = "./modules/vpc"

  name           = local.name
  resource_group = azurerm_resource_group.this.name
  location       = var.location
  tags           = local.tags
  cidr           = var.network.cidr
  private_zones  = local.private_zones

  endpoint_ports = concat(
    ["443"],
    ["5432", "3306"], #: database
    ["10000"],        #: cache
    ["5671"],         #: queue
    ["2049"],         #: files
  )
}

module "identities" {
  source = "./modules/identities"

  name           = local.name
  resource_group = azurerm_resource_group.this.name
  location       = var.location
  tags           = local.tags
  services       = toset(keys(var.services))
  #: compute
  registry_id = data.azurerm_container_registry.this.id #: registry
  #: end
}

# The key outlives the environment, as what it has encrypted may: bootstrap/ makes it, and calls its vault so.
data "azurerm_key_vault" "keys" {
  name                = "keys-${trimsuffix(substr(local.name, 0, 10), "-")}-${local.unique}"
  resource_group_name = "${var.project}-bootstrap"
}

module "encryption" {
  source = "./modules/encryption"

  name           = local.name
  resource_group = azurerm_resource_group.this.name
  location       = var.location
  tags           = local.tags
  vault_id       = data.azurerm_key_vault.keys.id
  vault_uri      = data.azurerm_key_vault.keys.vault_uri
  key            = "data"
}
