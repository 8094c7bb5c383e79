output "log_bucket" {
  description = "Where the logs of the environment are kept."
  value       = module.monitoring.log_bucket
}
