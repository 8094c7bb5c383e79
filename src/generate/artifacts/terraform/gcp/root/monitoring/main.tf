module "monitoring" {
  source = "./modules/monitoring"

  name               = local.name
  project_id         = local.project_id
  region             = var.region
  emails             = var.alarm_emails
  log_retention_days = var.log_retention_days
  databases          = { for key, database in module.database : key => database.instance } #: database
  caches             = { for key in keys(var.caches) : key => "${local.name}-${key}" }     #: cache
  queues             = { for key, queue in module.queue : key => queue.dead_letters }      #: queue

  #: cluster
  cluster  = module.cluster.name
  services = { for name, service in var.services : name => service.namespace }
  #: end

  #: compute
  services = {
    for name, service in var.services : name => {
      name              = module.compute.names[name]
      kind              = service.kind
      errors_per_minute = service.errors_per_minute
      p95_seconds       = service.p95_seconds
    }
  }
  #: end
}
