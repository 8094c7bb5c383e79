module "queue" {
  source   = "./modules/queue"
  for_each = var.queues

  name           = "${local.name}-${each.key}"
  region         = var.region
  ordered        = each.value.ordered
  retention_days = each.value.retention_days
  kms_key        = data.google_kms_crypto_key.this.id
  agent          = "service-${data.google_project.current.number}@gcp-sa-pubsub.iam.gserviceaccount.com"

  clients = {
    for name, service in var.services : name => module.identities.emails[name]
    if contains(service.queues, each.key)
  }
}

#: addresses
locals {
  queue_addresses = merge([
    for key, queue in module.queue : {
      "${key}.url"  = queue.topic_id
      "${key}.name" = queue.name
    }
  ]...)
}
#: end
