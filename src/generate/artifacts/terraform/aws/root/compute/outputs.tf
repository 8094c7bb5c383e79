output "cluster_name" {
  description = "Cluster of ECS: ECS_CLUSTER of the scripts."
  value       = module.compute.cluster_name
}

output "services" {
  description = "Name in the cluster, family of task definitions and log group, by service."
  value       = module.compute.services
}
