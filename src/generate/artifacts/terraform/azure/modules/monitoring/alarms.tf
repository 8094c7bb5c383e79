locals {
  # Severities of Azure: 1 is an error, 2 is a warning.
  alarms = merge(
    local.service_alarms, #: compute
    local.pod_alarms,     #: cluster
    local.node_alarms,    #: cluster
    local.database_alarms,
    local.cache_alarms,
    local.queue_alarms,
  )

  database_alarms = merge([
    for key, database in var.databases : {
      for metric in ["cpu", "storage"] : "${key}-${metric}" => {
        description = "The database ${key} uses nearly all of its ${metric}"
        severity    = 2
        of          = database.id
        namespace   = database.engine == "mysql" ? "Microsoft.DBforMySQL/flexibleServers" : "Microsoft.DBforPostgreSQL/flexibleServers"
        metric      = "${metric}_percent"
        aggregation = "Average"
        threshold   = 85
        window      = "PT15M"
        only        = {}
      }
    }
  ]...)

  cache_alarms = {
    for key, cache in var.caches : "${key}-memory" => {
      description = "The cache ${key} is nearly full, and forgets"
      severity    = 2
      of          = cache
      namespace   = "Microsoft.Cache/redisEnterprise"
      metric      = "usedmemorypercentage"
      aggregation = "Maximum"
      threshold   = 90
      window      = "PT15M"
      only        = {}
    }
  }

  queue_alarms = {
    for queue in var.queues : "${queue}-dead-letters" => {
      description = "Messages of ${queue} could not be handled"
      severity    = 1
      of          = var.messaging
      namespace   = "Microsoft.ServiceBus/namespaces"
      metric      = "DeadletteredMessages"
      aggregation = "Average"
      threshold   = 0
      window      = "PT5M"
      only        = { EntityName = queue }
    }
  }
}
