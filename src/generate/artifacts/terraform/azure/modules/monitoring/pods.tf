#: cluster
locals {
  # Errors and latency are told by the metrics of the services themselves.
  pod_alarms = {
    for key, namespace in var.services : "${key}-pods" => {
      description = "Pods of ${key} have failed"
      severity    = 1
      of          = var.cluster
      namespace   = "Microsoft.ContainerService/managedClusters"
      metric      = "kube_pod_status_phase"
      aggregation = "Average"
      threshold   = 0
      window      = "PT15M"
      only        = { namespace = namespace, phase = "Failed" }
    }
  }

  node_alarms = {
    for resource, metric in {
      cpu    = "node_cpu_usage_percentage"
      memory = "node_memory_working_set_percentage"
      disk   = "node_disk_usage_percentage"
      } : "nodes-${resource}" => {
      description = "The nodes of the cluster use nearly all of their ${resource}"
      severity    = 2
      of          = var.cluster
      namespace   = "Microsoft.ContainerService/managedClusters"
      metric      = metric
      aggregation = "Average"
      threshold   = 90
      window      = "PT15M"
      only        = {}
    }
  }
}
#: end
