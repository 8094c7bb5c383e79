module "database" {
  source   = "./modules/database"
  for_each = var.databases

  name                  = "${local.name}-${each.key}"
  engine                = each.value.engine
  engine_version        = each.value.engine_version
  instance_class        = each.value.instance_class
  storage_gb            = each.value.storage_gb
  database_name         = each.value.database_name
  user_name             = each.value.user_name
  multi_az              = each.value.multi_az
  backup_retention_days = each.value.backup_retention_days
  rotation_days         = each.value.rotation_days
  deletion_protection   = var.deletion_protection
  vpc_id                = module.vpc.id
  subnet_ids            = module.vpc.data_subnet_ids
  kms_key_arn           = module.encryption.key_arn

  #: compute
  client_security_group_ids = {
    for name, service in var.services : name => module.security_groups.ids[name]
    if contains(service.databases, each.key)
  }
  #: end
  client_security_group_ids = { cluster = module.cluster.security_group_id } #: cluster
  #: machines
  client_security_group_ids = {
    for name, service in var.services : name => module.machines.security_group_ids[name]
    if contains(service.databases, each.key)
  }
  #: end
  #: functions
  client_security_group_ids = {
    for name, service in var.services : name => module.functions.security_group_ids[name]
    if contains(service.databases, each.key)
  }
  #: end
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
