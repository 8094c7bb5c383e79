#: compute
locals {
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
}
#: end
