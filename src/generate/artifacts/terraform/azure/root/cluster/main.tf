module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  resource_group      = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
  tenant_id           = data.azurerm_client_config.current.tenant_id
  subnet_id           = module.vpc.subnet_id
  key                 = module.encryption.key
  workspace_id        = module.monitoring.workspace_id
  registry_id         = data.azurerm_container_registry.this.id #: registry
  system_nodes        = var.deletion_protection ? 3 : 1
  administrators      = var.cluster_administrators
  deletion_protection = var.deletion_protection

  workloads = {
    for name, service in var.services : name => {
      identity_id = module.identities.identities[name].id
      namespace   = service.namespace
    }
  }
}
