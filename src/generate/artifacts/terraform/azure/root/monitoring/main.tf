module "monitoring" {
  source = "./modules/monitoring"

  name               = local.name
  resource_group     = azurerm_resource_group.this.name
  location           = var.location
  tags               = local.tags
  emails             = var.alarm_emails
  log_retention_days = var.log_retention_days
  caches             = { for key, cache in module.cache : key => cache.id } #: cache
  messaging          = module.queue.id                                      #: queue
  queues             = toset(keys(var.queues))                              #: queue

  #: database
  databases = {
    for key, database in module.database : key => { id = database.id, engine = var.databases[key].engine }
  }
  #: end

  talkative = merge(
    { environment = module.compute.environment_id },                                                          #: compute
    { front-door = module.load_balancer.id },                                                                 #: ingress
    { vault = module.secrets.id },                                                                            #: secrets
    { for key, database in module.database : "database-${key}" => database.id },                              #: database
    { for key, cache in module.cache : "cache-${key}" => "${cache.id}/databases/default" },                   #: cache
    { messaging = module.queue.id },                                                                          #: queue
    { for key, storage in module.storage : "storage-${key}" => "${storage.id}/blobServices/default" },        #: storage
    { for key, files in module.file_system : "files-${key}" => "${files.id}/fileServices/default" },          #: files
  )

  #: cluster
  cluster  = module.cluster.id
  services = { for name, service in var.services : name => service.namespace }
  #: end

  #: compute
  services = {
    for name, service in var.services : name => {
      id                = lookup(module.compute.ids, name, null)
      name              = module.compute.names[name]
      kind              = service.kind
      errors_per_minute = service.errors_per_minute
      p95_seconds       = service.p95_seconds
    }
  }
  #: end
}
