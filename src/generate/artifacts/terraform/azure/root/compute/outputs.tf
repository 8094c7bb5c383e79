output "services" {
  description = "What runs, as Container Apps call it, by service."
  value       = module.compute.names
}
