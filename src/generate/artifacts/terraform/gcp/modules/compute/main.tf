# Services on Cloud Run. Deployments own image and traffic: they start a revision under a tag, without traffic, and move the
# traffic to it, at once or in steps. What is written here is the first revision.
locals {
  # 49 characters at most, with which an address of Google's own still fits; what is longer ends with a hash of the whole.
  names = {
    for key in keys(var.services) : key => (
      length("${var.name}-${key}") <= 49
      ? "${var.name}-${key}"
      : "${trimsuffix(substr("${var.name}-${key}", 0, 42), "-")}-${substr(sha256("${var.name}-${key}"), 0, 6)}"
    )
  }

  of_kind = {
    for kind in ["service", "worker", "job"] : kind => { for key, service in var.services : key => service if service.kind == kind }
  }
}

resource "google_cloud_run_v2_service" "this" {
  for_each = local.of_kind["service"]

  name                = local.names[each.key]
  location            = var.region
  deletion_protection = var.deletion_protection

  # From the load balancer and the network; who may ask is decided there, and not by an account of Google.
  ingress              = "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
  invoker_iam_disabled = true

  template {
    service_account       = var.service_accounts[each.key]
    encryption_key        = var.kms_key
    execution_environment = "EXECUTION_ENVIRONMENT_GEN2"

    scaling {
      min_instance_count = each.value.min_count
      max_instance_count = each.value.max_count
    }

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

      ports {
        container_port = each.value.port
      }

      # With processors between requests, too: what a service does after its answer is done.
      resources {
        cpu_idle          = false
        startup_cpu_boost = true
        limits            = { cpu = tostring(each.value.cpu), memory = "${each.value.memory_mb}Mi" }
      }

      startup_probe {
        period_seconds    = each.value.health.interval_seconds
        timeout_seconds   = each.value.health.timeout_seconds
        failure_threshold = max(1, ceil(each.value.start_seconds / each.value.health.interval_seconds))

        dynamic "http_get" {
          for_each = each.value.health.start_path[*]

          content {
            path = http_get.value
          }
        }

        dynamic "tcp_socket" {
          for_each = each.value.health.start_path == null ? [each.value.port] : []

          content {
            port = tcp_socket.value
          }
        }
      }

      dynamic "liveness_probe" {
        for_each = each.value.health.live_path[*]

        content {
          period_seconds    = each.value.health.interval_seconds
          timeout_seconds   = each.value.health.timeout_seconds
          failure_threshold = each.value.health.failures

          http_get {
            path = liveness_probe.value
          }
        }
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

  traffic {
    type    = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST"
    percent = 100
  }

  lifecycle {
    ignore_changes = [client, client_version, traffic, template[0].revision, template[0].containers[0].image]
  }
}
