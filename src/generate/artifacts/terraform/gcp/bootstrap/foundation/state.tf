# One object for each environment, with a lock beside it while somebody writes.
resource "google_storage_bucket" "state" {
  #checkov:skip=CKV_GCP_62:who reads and changes the state is in the audit log
  name                        = "${var.project}-terraform-state-${data.google_project.current.number}"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"

  encryption {
    default_kms_key_name = google_kms_crypto_key.this["${var.project}-bootstrap"].id
  }

  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }

    condition {
      days_since_noncurrent_time = 90
      num_newer_versions         = 20
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [google_kms_crypto_key_iam_member.agent]
}

# Who reads and writes objects and secrets.
resource "google_project_iam_audit_config" "this" {
  for_each = toset(["storage.googleapis.com", "secretmanager.googleapis.com"])

  project = local.project_id
  service = each.key

  audit_log_config {
    log_type = "DATA_READ"
  }

  audit_log_config {
    log_type = "DATA_WRITE"
  }
}
