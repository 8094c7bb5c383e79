module "machines" {
  source = "./modules/machines"

  name                            = local.name
  environment                     = var.environment
  vpc_id                          = module.vpc.id
  vpc_cidr                        = module.vpc.cidr
  zones                           = var.vpc.zones
  subnet_ids                      = module.vpc.private_subnet_ids
  load_balancer_security_group_id = module.load_balancer.security_group_id #: ingress
  ssh_public_key                  = var.ssh_public_key
  kms_key_arn                     = module.encryption.key_arn
  backup_retention_days           = var.backup_retention_days
  deletion_protection             = var.deletion_protection

  services = {
    for name, service in var.services : name => {
      count         = service.count
      instance_type = service.instance_type
      port          = service.port
      is_served     = service.ingress != null #: ingress
      is_served     = false                   #: internal
      disks_gb      = service.disks_gb

      permissions = concat(              #: permissions
        local.storage_permissions[name], #: storage
        local.table_permissions[name],   #: table
        local.queue_permissions[name],   #: queue
        local.cache_permissions[name],   #: cache
      )                                  #: permissions
    }
  }
}

#: ingress
resource "aws_lb_target_group_attachment" "balancer" {
  for_each = local.served

  target_group_arn = module.load_balancer.services[each.key].target_group_arn
  target_id        = module.machines.balancer_addresses[each.key]
  port             = 80
}
#: end
