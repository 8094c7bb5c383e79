#: registry
# Where images lie in the registry of the account; bootstrap/ makes it.
data "aws_ecr_repository" "this" {
  for_each = toset([for service in var.services : service.repository if service.repository != null])

  name = each.key
}
#: end

module "security_groups" {
  source = "./modules/security_groups"

  name                            = local.name
  vpc_id                          = module.vpc.id
  load_balancer_security_group_id = module.load_balancer.security_group_id #: ingress

  services = {
    for name, service in var.services : name => {
      port      = service.port
      is_served = service.ingress != null #: ingress
      is_served = false                   #: internal
    }
  }
}

module "compute" {
  source = "./modules/compute"

  name               = local.name
  region             = var.region
  subnet_ids         = module.vpc.private_subnet_ids
  security_group_ids = module.security_groups.ids
  kms_key_arn        = module.encryption.key_arn
  log_retention_days = var.log_retention_days
  repository_arns    = [for repository in data.aws_ecr_repository.this : repository.arn] #: registry

  services = {
    for name, service in var.services : name => merge(service, {
      #: registry
      image = service.repository == null ? service.image : (
        "${trimsuffix(data.aws_ecr_repository.this[service.repository].repository_url, service.repository)}${service.image}"
      )
      #: end
      target_group = lookup(module.load_balancer.services, name, null) #: ingress
      file_systems = local.file_mounts[name]                           #: files

      #: addresses
      environment = merge(
        service.environment,
        { for variable, address in service.addresses : variable => local.addresses[address] },
      )
      #: end

      #: secrets
      secrets = merge(
        { for variable in service.secrets : variable => "${module.secrets.arns[service.secret]}:${variable}::" },
      )
      #: end

      permissions = concat(              #: permissions
        local.storage_permissions[name], #: storage
        local.file_permissions[name],    #: files
        local.table_permissions[name],   #: table
        local.queue_permissions[name],   #: queue
        local.cache_permissions[name],   #: cache
      )                                  #: permissions
    })
  }
}
