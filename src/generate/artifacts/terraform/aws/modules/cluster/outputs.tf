output "name" {
  description = "Name of the cluster: `aws eks update-kubeconfig --name NAME`."
  value       = aws_eks_cluster.this.name
}

output "security_group_id" {
  description = "Group that all pods are in."
  value       = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
}

output "oidc_provider_arn" {
  description = "Who vouches for the tokens of the cluster."
  value       = aws_iam_openid_connect_provider.this.arn
}
