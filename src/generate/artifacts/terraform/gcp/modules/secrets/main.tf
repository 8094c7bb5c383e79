# Places for secrets. Their values are put there by a person or by rotation, never by Terraform, whose state would show them.
resource "google_secret_manager_secret" "this" {
  for_each = var.secrets

  secret_id           = each.key
  deletion_protection = var.protected

  replication {
    user_managed {
      replicas {
        location = var.region

        customer_managed_encryption {
          kms_key_name = var.kms_key
        }
      }
    }
  }
}

resource "google_secret_manager_secret_iam_member" "reader" {
  for_each = var.secrets

  secret_id = google_secret_manager_secret.this[each.key].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:${each.value}"
}
