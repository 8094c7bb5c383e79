module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  subnet_ids          = module.vpc.private_subnet_ids
  kms_key_arn         = module.encryption.key_arn
  log_retention_days  = var.log_retention_days
  deletion_protection = var.deletion_protection
  deployer_role_arns  = var.deployer_role_arns

  services = {
    for name, service in var.services : name => {
      namespace = service.namespace

      permissions = concat(              #: permissions
        local.storage_permissions[name], #: storage
        local.table_permissions[name],   #: table
        local.queue_permissions[name],   #: queue
        local.cache_permissions[name],   #: cache
      )                                  #: permissions
    }
  }
}
