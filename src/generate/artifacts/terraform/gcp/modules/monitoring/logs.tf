# The logs of the environment lie apart from others, for as long as the documents say.
resource "google_logging_project_bucket_config" "this" {
  project        = var.project_id
  location       = var.region
  bucket_id      = var.name
  description    = "Logs of ${var.name}"
  retention_days = var.log_retention_days
}

resource "google_logging_project_sink" "this" {
  name                   = var.name
  description            = "What the services of ${var.name} say"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this.id}"
  filter                 = join(" OR ", [for key in sort(keys(local.run)) : "(${local.run[key]})"])
  unique_writer_identity = true
}
