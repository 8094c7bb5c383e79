output "urls" {
  description = "Where each service is asked, by its name."
  value       = { for name, service in local.served : name => "https://${service.ingress.host}" }
}

output "load_balancer_address" {
  description = "Name that the hosts lead to."
  value       = module.load_balancer.address
}
