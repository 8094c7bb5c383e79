output "registry" {
  description = "Below which images are pushed."
  value       = "${var.region}-docker.pkg.dev/${local.project_id}/${google_artifact_registry_repository.this.repository_id}"
}
