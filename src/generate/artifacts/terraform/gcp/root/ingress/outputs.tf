output "urls" {
  description = "Where each service is asked, by its name."
  value       = { for name, service in local.served : name => "https://${service.ingress.host}" }
}

output "load_balancer_address" {
  description = "Address of the load balancer."
  value       = module.load_balancer.address
}
