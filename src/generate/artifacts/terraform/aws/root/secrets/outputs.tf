output "secret_arns" {
  description = "Where values are put before the first deployment, by the name of the secret."
  value       = module.secrets.arns
}
