module "queue" {
  source   = "./modules/queue"
  for_each = var.queues

  name           = "${local.name}-${each.key}"
  fifo           = each.value.fifo
  retention_days = each.value.retention_days
  kms_key_arn    = module.encryption.key_arn
}

locals {
  #: addresses
  queue_addresses = merge([
    for key, queue in module.queue : {
      "${key}.url"  = queue.url
      "${key}.name" = queue.name
    }
  ]...)
  #: end

  queue_permissions = {
    for name, service in var.services : name => flatten([
      for key in service.queues : [
        {
          actions = [
            "sqs:SendMessage",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:ChangeMessageVisibility",
            "sqs:GetQueueAttributes",
          ]
          resources = [module.queue[key].arn]
        },
        {
          actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
          resources = [module.encryption.key_arn]
        },
      ]
    ])
  }
}
