# An image is built once and goes through all environments: it belongs to none of them.
resource "google_artifact_registry_repository" "this" {
  repository_id = var.project
  location      = var.region
  format        = "DOCKER"
  description   = "Images of ${var.project}"
  kms_key_name  = google_kms_crypto_key.this["${var.project}-bootstrap"].id

  docker_config {
    immutable_tags = true
  }

  vulnerability_scanning_config {
    enablement_config = "INHERITED"
  }

  # What has no tag was never finished; a rollback goes back a hundred versions at most.
  cleanup_policies {
    id     = "untagged"
    action = "DELETE"

    condition {
      tag_state  = "UNTAGGED"
      older_than = "604800s"
    }
  }

  cleanup_policies {
    id     = "old"
    action = "DELETE"

    condition {
      tag_state  = "TAGGED"
      older_than = "7776000s"
    }
  }

  cleanup_policies {
    id     = "recent"
    action = "KEEP"

    most_recent_versions {
      keep_count = 100
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.agent]
}
