module "queue" {
  source = "./modules/queue"

  name                = "${local.name}-${local.unique}"
  resource_group      = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
  endpoints           = module.vpc.endpoints
  key                 = module.encryption.key
  sku                 = var.messaging.sku
  capacity            = var.messaging.capacity
  deletion_protection = var.deletion_protection

  queues = {
    for queue, value in var.queues : queue => merge(value, {
      clients = {
        for name, service in var.services : name => module.identities.identities[name].principal_id
        if contains(service.queues, queue)
      }
    })
  }
}

#: addresses
locals {
  queue_addresses = merge([
    for key, url in module.queue.urls : {
      "${key}.url"  = url
      "${key}.name" = key
    }
  ]...)
}
#: end
