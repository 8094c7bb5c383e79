module "database" {
  source   = "./modules/database"
  for_each = var.databases

  name                  = "${local.name}-${each.key}-${local.unique}"
  resource_group        = azurerm_resource_group.this.name
  location              = var.location
  tags                  = local.tags
  tenant_id             = data.azurerm_client_config.current.tenant_id
  endpoints             = module.vpc.endpoints
  engine                = each.value.engine
  engine_version        = each.value.engine_version
  sku                   = each.value.sku
  storage_gb            = each.value.storage_gb
  database_name         = each.value.database_name
  high_availability     = each.value.high_availability
  backup_days           = each.value.backup_days
  geo_redundant_backups = each.value.geo_redundant_backups
  deletion_protection   = var.deletion_protection

  clients = {
    for name, service in var.services : name => module.identities.identities[name] if contains(service.databases, each.key)
  }
}

#: addresses
locals {
  database_addresses = merge([
    for key, database in module.database : {
      "${key}.host"     = database.host
      "${key}.port"     = tostring(database.port)
      "${key}.database" = var.databases[key].database_name
    }
  ]...)
}
#: end
