output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_ecs_cluster.this.name
}

output "services" {
  description = "Name of the service in the cluster, family of its task definitions and log group, by service."
  value = {
    for key, service in aws_ecs_service.this : key => {
      name                   = service.name
      task_definition_family = aws_ecs_task_definition.service[key].family
      log_group              = aws_cloudwatch_log_group.service[key].name
    }
  }
}
