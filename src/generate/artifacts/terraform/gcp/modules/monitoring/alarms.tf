locals {
  alarms = merge(
    local.request_alarms,  #: compute
    local.instance_alarms, #: compute
    local.pod_alarms,      #: cluster
    local.database_alarms,
    local.cache_alarms,
    local.queue_alarms,
  )

  database_alarms = merge([
    for key, instance in var.databases : {
      for resource in ["cpu", "disk"] : "${key}-${resource}" => {
        description = "The database ${key} uses nearly all of its ${resource}"
        severity    = "WARNING"
        of          = "resource.type = \"cloudsql_database\" AND resource.labels.database_id = monitoring.regex.full_match(\".*:${instance}\")"
        metric      = "cloudsql.googleapis.com/database/${resource}/utilization"
        only        = ""
        aligner     = "ALIGN_MEAN"
        reducer     = "REDUCE_MAX"
        threshold   = 0.85
        minutes     = 10
      }
    }
  ]...)

  cache_alarms = {
    for key, cache in var.caches : "${key}-memory" => {
      description = "The cache ${key} is nearly full, and forgets"
      severity    = "WARNING"
      of          = "resource.type = \"redis_instance\" AND resource.labels.instance_id = monitoring.regex.full_match(\".*/instances/${cache}\")"
      metric      = "redis.googleapis.com/stats/memory/usage_ratio"
      only        = ""
      aligner     = "ALIGN_MEAN"
      reducer     = "REDUCE_MAX"
      threshold   = 0.9
      minutes     = 10
    }
  }

  queue_alarms = {
    for key, subscription in var.queues : "${key}-dead-letters" => {
      description = "Messages of ${key} could not be handled"
      severity    = "ERROR"
      of          = "resource.type = \"pubsub_subscription\" AND resource.labels.subscription_id = \"${subscription}\""
      metric      = "pubsub.googleapis.com/subscription/num_undelivered_messages"
      only        = ""
      aligner     = "ALIGN_MAX"
      reducer     = "REDUCE_MAX"
      threshold   = 0
      minutes     = 1
    }
  }
}
