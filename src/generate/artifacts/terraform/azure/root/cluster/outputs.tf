output "cluster" {
  description = "Name of the cluster: `az aks command invoke --name NAME`."
  value       = module.cluster.name
}

output "services" {
  description = "Client id of the identity that the ServiceAccount of each service stands for."
  value       = { for name, identity in module.identities.identities : name => identity.client_id }
}
