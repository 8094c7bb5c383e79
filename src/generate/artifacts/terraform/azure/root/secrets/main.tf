module "secrets" {
  source = "./modules/secrets"

  name                = "${trimsuffix(substr("vault-${local.name}", 0, 15), "-")}-${local.unique}"
  resource_group      = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
  tenant_id           = data.azurerm_client_config.current.tenant_id
  endpoints           = module.vpc.endpoints
  operators           = var.operators
  operator_addresses  = var.operator_addresses
  deletion_protection = var.deletion_protection

  secrets = merge([
    for name, service in var.services : {
      for secret in values(service.secrets) : secret => module.identities.identities[name].principal_id
    }
  ]...)
}
