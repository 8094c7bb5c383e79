module "cache" {
  source   = "./modules/cache"
  for_each = var.caches

  name                    = "${local.name}-${each.key}"
  engine                  = each.value.engine
  engine_version          = each.value.engine_version
  node_type               = each.value.node_type
  multi_az                = each.value.multi_az
  snapshot_retention_days = each.value.snapshot_retention_days
  vpc_id                  = module.vpc.id
  subnet_ids              = module.vpc.data_subnet_ids
  kms_key_arn             = module.encryption.key_arn

  #: compute
  client_security_group_ids = {
    for name, service in var.services : name => module.security_groups.ids[name]
    if contains(service.caches, each.key)
  }
  #: end
  client_security_group_ids = { cluster = module.cluster.security_group_id } #: cluster
  #: machines
  client_security_group_ids = {
    for name, service in var.services : name => module.machines.security_group_ids[name]
    if contains(service.caches, each.key)
  }
  #: end
  #: functions
  client_security_group_ids = {
    for name, service in var.services : name => module.functions.security_group_ids[name]
    if contains(service.caches, each.key)
  }
  #: end
}

locals {
  #: addresses
  cache_addresses = merge([
    for key, cache in module.cache : {
      "${key}.host" = cache.host
      "${key}.port" = tostring(cache.port)
    }
  ]...)
  #: end

  cache_permissions = {
    for name, service in var.services : name => [
      for key in service.caches : {
        actions   = ["elasticache:Connect"]
        resources = module.cache[key].connect_arns
      }
    ]
  }
}
