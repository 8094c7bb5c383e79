output "vpc_id" {
  description = "Id of the network."
  value       = module.vpc.id
}

output "deletion_protection" {
  description = "Whether what was deployed refuses to be deleted."
  value       = var.deletion_protection
}
