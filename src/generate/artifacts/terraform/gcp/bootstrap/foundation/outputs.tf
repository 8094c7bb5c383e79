output "state_bucket" {
  description = "Bucket of the state: `terraform init -backend-config=bucket=…` of the environments."
  value       = google_storage_bucket.state.name
}
