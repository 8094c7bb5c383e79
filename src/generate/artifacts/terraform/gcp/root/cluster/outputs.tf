output "cluster" {
  description = "Name of the cluster: `gcloud container clusters get-credentials NAME --dns-endpoint`."
  value       = module.cluster.name
}

output "services" {
  description = "Account that the ServiceAccount of each service stands for."
  value       = module.identities.emails
}
