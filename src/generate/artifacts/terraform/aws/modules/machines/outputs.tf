output "security_group_ids" {
  description = "Group of the machines that run a service, by its name."
  value       = { for key, service in var.services : key => aws_security_group.this["${key}-app"].id }
}

output "instance_ids" {
  description = "Id of each machine, by its name."
  value       = { for key, machine in aws_instance.this : key => machine.id }
}

output "balancer_addresses" {
  description = "Address of the HAProxy in front of each service, by the name of the service."
  value = {
    for key, service in var.services : key => aws_instance.this["${key}-${var.environment}-balancer"].private_ip
    if service.is_served
  }
}
