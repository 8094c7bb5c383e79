output "network" {
  description = "Name of the network."
  value       = module.vpc.name
}

output "deletion_protection" {
  description = "Whether what was deployed refuses to be deleted."
  value       = var.deletion_protection
}
