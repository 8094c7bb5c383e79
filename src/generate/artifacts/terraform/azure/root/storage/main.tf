module "storage" {
  source   = "./modules/storage"
  for_each = var.storage

  name                = "${substr(replace("${local.name}${each.key}", "/[^a-z0-9]/", ""), 0, 16)}${substr(sha256("${local.unique}/${each.key}"), 0, 8)}"
  resource_group      = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
  endpoints           = module.vpc.endpoints
  key                 = module.encryption.key
  container           = each.key
  replication         = each.value.replication
  retention_days      = each.value.retention_days
  archive_after_days  = each.value.archive_after_days
  deletion_protection = var.deletion_protection

  clients = {
    for name, service in var.services : name => module.identities.identities[name].principal_id
    if contains(service.storage, each.key)
  }
}

#: addresses
locals {
  storage_addresses = { for key, storage in module.storage : "${key}.bucket" => storage.url }
}
#: end
