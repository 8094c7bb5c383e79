output "services" {
  description = "What runs, as Cloud Run calls it, by service."
  value       = module.compute.names
}
