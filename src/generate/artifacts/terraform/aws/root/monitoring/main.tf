module "monitoring" {
  source = "./modules/monitoring"

  name          = local.name
  kms_key_arn   = module.encryption.key_arn
  emails        = var.alarm_emails
  cluster       = module.compute.cluster_name                                         #: compute
  load_balancer = module.load_balancer.arn_suffix                                     #: ingress
  caches        = { for key in keys(var.caches) : key => "${local.name}-${key}" }     #: cache
  tables        = { for key, table in module.table : key => table.name }              #: table
  queues        = { for key, queue in module.queue : key => queue.dead_letters_name } #: queue

  #: compute
  services = {
    for name, service in var.services : name => {
      target_groups     = service.ingress == null ? {} : module.load_balancer.services[name].suffixes #: ingress
      errors_per_minute = service.errors_per_minute
      p95_seconds       = service.p95_seconds
    }
  }
  #: end

  #: machines
  machines = module.machines.instance_ids
  services = {
    for name, service in var.services : name => {
      target_groups     = service.ingress == null ? {} : module.load_balancer.services[name].suffixes #: ingress
      errors_per_minute = service.errors_per_minute
      p95_seconds       = service.p95_seconds
    }
  }
  #: end

  #: functions
  functions = { for key, service in module.functions.services : key => service.function_name }
  services = {
    for name, service in var.services : name => {
      target_groups     = service.ingress == null ? {} : module.load_balancer.services[name].suffixes #: ingress
      errors_per_minute = service.errors_per_minute
      p95_seconds       = service.p95_seconds
    }
  }
  #: end

  #: database
  databases = {
    for key, database in module.database : key => {
      identifier = database.identifier
      storage_gb = var.databases[key].storage_gb
    }
  }
  #: end
}
