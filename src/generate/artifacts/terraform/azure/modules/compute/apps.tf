# Services and workers. Deployments own image and traffic: they make a revision and move the traffic to it, at once or in steps.
# What is written here is the first revision.
resource "azurerm_container_app" "this" {
  for_each = local.apps

  name                         = local.names[each.key]
  resource_group_name          = var.resource_group
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = each.value.profile
  revision_mode                = "Multiple"
  max_inactive_revisions       = 20
  tags                         = merge(var.tags, { service = each.key })

  identity {
    type         = "UserAssigned"
    identity_ids = [var.identities[each.key].id]
  }

  #: registry
  dynamic "registry" {
    for_each = each.value.is_own_image ? [var.registry] : []

    content {
      server   = registry.value
      identity = var.identities[each.key].id
    }
  }
  #: end

  #: secrets
  dynamic "secret" {
    for_each = each.value.secrets

    content {
      name                = local.secret_names[secret.key]
      identity            = var.identities[each.key].id
      key_vault_secret_id = secret.value
    }
  }
  #: end

  dynamic "ingress" {
    for_each = each.value.port[*]

    content {
      target_port      = ingress.value
      transport        = "auto"
      external_enabled = each.value.is_public

      traffic_weight {
        latest_revision = true
        percentage      = 100
      }
    }
  }

  template {
    min_replicas                     = each.value.min_count
    max_replicas                     = each.value.max_count
    termination_grace_period_seconds = each.value.stop_seconds

    container {
      name   = local.names[each.key]
      image  = each.value.image
      args   = length(each.value.command) > 0 ? each.value.command : null
      cpu    = each.value.cpu
      memory = "${each.value.memory_gb}Gi"

      dynamic "env" {
        for_each = merge(each.value.environment, { AZURE_CLIENT_ID = var.identities[each.key].client_id })

        content {
          name  = env.key
          value = env.value
        }
      }

      #: secrets
      dynamic "env" {
        for_each = each.value.secrets

        content {
          name        = env.key
          secret_name = local.secret_names[env.key]
        }
      }
      #: end

      dynamic "startup_probe" {
        for_each = each.value.port[*]

        content {
          transport = each.value.health.start_path == null ? "TCP" : "HTTP"
          path      = each.value.health.start_path
          port      = startup_probe.value
          # Ten times in vain at the most: what starts slowly is asked less often.
          interval_seconds        = max(each.value.health.interval_seconds, ceil(each.value.start_seconds / 10))
          timeout                 = each.value.health.timeout_seconds
          failure_count_threshold = min(10, max(1, ceil(each.value.start_seconds / each.value.health.interval_seconds)))
        }
      }

      dynamic "readiness_probe" {
        for_each = each.value.port[*]

        content {
          transport               = each.value.health.ready_path == null ? "TCP" : "HTTP"
          path                    = each.value.health.ready_path
          port                    = readiness_probe.value
          interval_seconds        = each.value.health.interval_seconds
          timeout                 = each.value.health.timeout_seconds
          failure_count_threshold = each.value.health.failures
        }
      }

      dynamic "liveness_probe" {
        for_each = each.value.port[*]

        content {
          transport               = each.value.health.live_path == null ? "TCP" : "HTTP"
          path                    = each.value.health.live_path
          port                    = liveness_probe.value
          interval_seconds        = each.value.health.interval_seconds
          timeout                 = each.value.health.timeout_seconds
          failure_count_threshold = each.value.health.failures
        }
      }

      #: files
      dynamic "volume_mounts" {
        for_each = each.value.mounts

        content {
          name = volume_mounts.value.name
          path = volume_mounts.value.path
        }
      }
      #: end
    }

    #: files
    dynamic "volume" {
      for_each = each.value.mounts

      content {
        name         = volume.value.name
        storage_type = "NfsAzureFile"
        storage_name = azurerm_container_app_environment_storage.this[volume.value.file_share].name
      }
    }
    #: end

    # A hundred requests at once are enough for an instance, however little it has to do for each.
    dynamic "http_scale_rule" {
      for_each = each.value.port[*]

      content {
        name                = "requests"
        concurrent_requests = "100"
      }
    }

    dynamic "custom_scale_rule" {
      for_each = { for name, percent in { cpu = each.value.cpu_percent, memory = each.value.memory_percent } : name => percent if percent != null }

      content {
        name             = custom_scale_rule.key
        custom_rule_type = custom_scale_rule.key
        metadata         = { type = "Utilization", value = tostring(custom_scale_rule.value) }
      }
    }

    #: queue
    # A worker is added where messages wait.
    dynamic "custom_scale_rule" {
      for_each = each.value.kind == "worker" ? each.value.queues : []

      content {
        name             = "queue-${custom_scale_rule.value}"
        custom_rule_type = "azure-servicebus"
        identity_id      = var.identities[each.key].id
        metadata         = { namespace = var.messaging, queueName = custom_scale_rule.value, messageCount = "20" }
      }
    }
    #: end
  }

  lifecycle {
    ignore_changes = [ingress[0].traffic_weight, template[0].revision_suffix, template[0].container[0].image]
  }
}
