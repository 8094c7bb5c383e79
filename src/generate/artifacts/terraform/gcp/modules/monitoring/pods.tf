#: cluster
locals {
  # What Cloud Monitoring calls the containers of a service.
  run = {
    for key, namespace in var.services : key =>
    "resource.type = \"k8s_container\" AND resource.labels.cluster_name = \"${var.cluster}\" AND resource.labels.namespace_name = \"${namespace}\" AND resource.labels.container_name = \"${key}\""
  }

  # Errors and latency are told by the metrics of the services themselves.
  pod_alarms = merge(flatten([
    for key in keys(var.services) : [
      {
        "${key}-restarts" = {
          description = "${key} does not stay up"
          severity    = "CRITICAL"
          of          = local.run[key]
          metric      = "kubernetes.io/container/restart_count"
          only        = ""
          aligner     = "ALIGN_DELTA"
          reducer     = "REDUCE_SUM"
          threshold   = 3
          minutes     = 5
        }
      },
      {
        for resource in ["cpu", "memory"] : "${key}-${resource}" => {
          description = "${key} uses nearly all of its ${resource}, though it scales"
          severity    = "WARNING"
          of          = local.run[key]
          metric      = "kubernetes.io/container/${resource}/limit_utilization"
          only        = ""
          aligner     = "ALIGN_MEAN"
          reducer     = "REDUCE_MEAN"
          threshold   = 0.9
          minutes     = 10
        }
      },
    ]
  ])...)
}
#: end
