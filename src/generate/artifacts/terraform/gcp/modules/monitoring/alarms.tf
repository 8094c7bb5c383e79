locals {
  alarms = merge(
    local.request_alarms,
    local.instance_alarms,
    local.database_alarms,
    local.cache_alarms,
    local.queue_alarms,
  )

  asked = { for key, service in var.services : key => service if service.kind == "service" }

  # What Cloud Monitoring calls the three kinds of Cloud Run.
  run = {
    for key, service in var.services : key => {
      service = "resource.type = \"cloud_run_revision\" AND resource.labels.service_name = \"${service.name}\""
      worker  = "resource.type = \"cloud_run_worker_pool\" AND resource.labels.worker_pool_name = \"${service.name}\""
      job     = "resource.type = \"cloud_run_job\" AND resource.labels.job_name = \"${service.name}\""
    }[service.kind]
  }

  request_alarms = merge([
    for key, service in local.asked : {
      "${key}-errors" = {
        description = "${key} answers more than ${service.errors_per_minute} requests a minute with 5xx"
        severity    = "CRITICAL"
        of          = local.run[key]
        metric      = "run.googleapis.com/request_count"
        only        = " AND metric.labels.response_code_class = \"5xx\""
        aligner     = "ALIGN_DELTA"
        reducer     = "REDUCE_SUM"
        threshold   = service.errors_per_minute
        minutes     = 1
      }
      "${key}-latency" = {
        description = "One answer of ${key} in twenty takes longer than ${service.p95_seconds} s"
        severity    = "WARNING"
        of          = local.run[key]
        metric      = "run.googleapis.com/request_latencies"
        only        = ""
        aligner     = "ALIGN_DELTA"
        reducer     = "REDUCE_PERCENTILE_95"
        threshold   = service.p95_seconds * 1000
        minutes     = 5
      }
    }
  ]...)

  instance_alarms = merge([
    for key, service in var.services : {
      for resource in ["cpu", "memory"] : "${key}-${resource}" => {
        description = "${key} uses nearly all of its ${resource}, though it scales"
        severity    = "WARNING"
        of          = local.run[key]
        metric      = "run.googleapis.com/container/${resource}/utilizations"
        only        = ""
        aligner     = "ALIGN_DELTA"
        reducer     = "REDUCE_PERCENTILE_50"
        threshold   = 0.9
        minutes     = 10
      }
    }
  ]...)

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
