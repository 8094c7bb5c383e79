#: registry
# Where images lie in the registry of the account; bootstrap/ makes it.
data "aws_ecr_repository" "this" {
  for_each = toset([for service in var.services : service.repository if service.repository != null])

  name = each.key
}
#: end

module "functions" {
  source = "./modules/functions"

  name               = local.name
  vpc_id             = module.vpc.id
  subnet_ids         = module.vpc.private_subnet_ids
  kms_key_arn        = module.encryption.key_arn
  log_retention_days = var.log_retention_days

  services = {
    for name, service in var.services : name => merge(service, {
      #: registry
      image = service.repository == null ? service.image : (
        "${trimsuffix(data.aws_ecr_repository.this[service.repository].repository_url, service.repository)}${service.image}"
      )
      #: end
      is_served        = service.ingress != null                                                               #: ingress
      target_group_arn = service.ingress == null ? null : module.load_balancer.services[name].target_group_arn #: ingress
      queues           = { for key in service.queues : key => module.queue[key].arn }                          #: queue
      secret_arn       = service.secret == null ? null : module.secrets.arns[service.secret]                   #: secrets

      environment = merge(
        service.environment,
        { for variable, address in service.addresses : variable => local.addresses[address] }, #: addresses
        service.secret == null ? {} : { SECRETS_ARN = module.secrets.arns[service.secret] },   #: secrets
      )

      permissions = concat(              #: permissions
        local.storage_permissions[name], #: storage
        local.table_permissions[name],   #: table
        local.queue_permissions[name],   #: queue
        local.cache_permissions[name],   #: cache
      )                                  #: permissions
    })
  }
}
