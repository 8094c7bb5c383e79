output "dns_name" {
  description = "Name that AWS gives the load balancer."
  value       = aws_lb.this.dns_name
}

output "arn_suffix" {
  description = "What metrics call the load balancer."
  value       = aws_lb.this.arn_suffix
}

output "security_group_id" {
  description = "Group that requests to the services come from."
  value       = aws_security_group.this.id
}

output "services" {
  description = "Target groups and listener rule of each service, by name; the alternate is null where there is one only, suffixes are what metrics call them."
  value = {
    for key, service in var.services : key => {
      target_group_arn  = aws_lb_target_group.service["${key}-${service.colours[0]}"].arn
      alternate_arn     = length(service.colours) > 1 ? aws_lb_target_group.service["${key}-${service.colours[1]}"].arn : null
      listener_rule_arn = aws_lb_listener_rule.service[key].arn
      suffixes          = { for colour in service.colours : colour => aws_lb_target_group.service["${key}-${colour}"].arn_suffix }
    }
  }
}
