output "log_bucket" {
  description = "Id of the bucket of logs."
  value       = google_logging_project_bucket_config.this.id
}
