output "secrets" {
  description = "Where values are put before the first deployment."
  value       = module.secrets.names
}
