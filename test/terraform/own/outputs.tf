output "vpc_id" {
  description = "The network"
  value       = module.network.vpc_id
}

output "services" {
  description = "The ECS services by name"
  value       = { for name, service in module.service : name => service.arn }
}
