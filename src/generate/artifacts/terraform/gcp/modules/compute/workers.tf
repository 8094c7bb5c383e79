# Nobody asks them: they ask for work themselves. Cloud Run does not scale them.
resource "google_cloud_run_v2_worker_pool" "this" {
  for_each = local.of_kind["worker"]

  name                = local.names[each.key]
  location            = var.region
  deletion_protection = var.deletion_protection

  scaling {
    manual_instance_count = each.value.min_count
  }

  template {
    service_account = var.service_accounts[each.key]
    encryption_key  = var.kms_key

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

  lifecycle {
    ignore_changes = [client, client_version, template[0].revision, template[0].containers[0].image]
  }
}
