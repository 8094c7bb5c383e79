module "database" {
  source   = "./modules/database"
  for_each = var.databases

  name                = "${local.name}-${each.key}"
  region              = var.region
  engine_version      = each.value.engine_version
  tier                = each.value.tier
  storage_gb          = each.value.storage_gb
  database_name       = each.value.database_name
  high_availability   = each.value.high_availability
  backups             = each.value.backups
  deletion_protection = var.deletion_protection
  network_id          = module.vpc.id
  address_range       = module.vpc.data_range
  kms_key             = data.google_kms_crypto_key.this.id

  clients = {
    for name, service in var.services : name => module.identities.emails[name]
    if contains(service.databases, each.key)
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
