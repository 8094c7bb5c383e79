output "network" {
  description = "Name of the network."
  value       = module.vpc.name
}

output "resource_group" {
  description = "Name of the resource group of the environment."
  value       = azurerm_resource_group.this.name
}

output "deletion_protection" {
  description = "Whether what was deployed refuses to be deleted."
  value       = var.deletion_protection
}
