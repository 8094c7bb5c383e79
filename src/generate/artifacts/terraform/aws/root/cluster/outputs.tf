output "cluster_name" {
  description = "Name of the cluster: `aws eks update-kubeconfig --name NAME`."
  value       = module.cluster.name
}

output "oidc_provider_arn" {
  description = "Who vouches for the tokens of the cluster: `secrets.sh setup` asks for it."
  value       = module.cluster.oidc_provider_arn
}
