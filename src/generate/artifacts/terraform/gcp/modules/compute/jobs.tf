resource "google_cloud_run_v2_job" "this" {
  for_each = local.of_kind["job"]

  name                = local.names[each.key]
  location            = var.region
  deletion_protection = var.deletion_protection

  template {
    template {
      service_account = var.service_accounts[each.key]
      encryption_key  = var.kms_key
      max_retries     = 3

      vpc_access {
        egress = "ALL_TRAFFIC"

        network_interfaces {
          network    = var.network
          subnetwork = var.subnet
        }
      }

      containers {
        image = each.value.image
        args  = length(each.value.command) > 0 ? each.value.command : null

        resources {
          limits = { cpu = tostring(each.value.cpu), memory = "${each.value.memory_mb}Mi" }
        }

        dynamic "env" {
          for_each = each.value.environment

          content {
            name  = env.key
            value = env.value
          }
        }

        dynamic "env" {
          for_each = each.value.secrets

          content {
            name = env.key

            value_source {
              secret_key_ref {
                secret  = local.readable_secrets[env.value]
                version = "latest"
              }
            }
          }
        }

        dynamic "volume_mounts" {
          for_each = each.value.file_systems

          content {
            name       = volume_mounts.key
            mount_path = volume_mounts.value.path
          }
        }
      }

      dynamic "volumes" {
        for_each = each.value.file_systems

        content {
          name = volumes.key

          nfs {
            server = volumes.value.server
            path   = "/${volumes.value.share}"
          }
        }
      }
    }
  }

  lifecycle {
    ignore_changes = [client, client_version, template[0].template[0].containers[0].image]
  }
}

# Jobs that have a time start at it, as the account of the job, which may start nothing but itself.
resource "google_cloud_scheduler_job" "this" {
  for_each = { for key, service in local.of_kind["job"] : key => service.job if service.job.schedule != null }

  name      = local.names[each.key]
  region    = var.region
  schedule  = each.value.schedule
  time_zone = each.value.time_zone

  http_target {
    http_method = "POST"
    uri         = "https://run.googleapis.com/v2/${google_cloud_run_v2_job.this[each.key].id}:run"

    oauth_token {
      service_account_email = var.service_accounts[each.key]
    }
  }
}

resource "google_cloud_run_v2_job_iam_member" "itself" {
  for_each = google_cloud_scheduler_job.this

  name     = google_cloud_run_v2_job.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = "serviceAccount:${var.service_accounts[each.key]}"
}
