output "vault" {
  description = "Where values are put before the first deployment."
  value       = module.secrets.name
}

output "secrets" {
  description = "Names of the secrets that services read."
  value       = keys(module.secrets.addresses)
}
