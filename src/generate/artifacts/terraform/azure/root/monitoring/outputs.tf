output "logs" {
  description = "Id of the workspace that keeps the logs of the environment."
  value       = module.monitoring.workspace_id
}
