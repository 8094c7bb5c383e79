# Jobs that have a time start at it, by the clock of UTC; others when somebody starts them. Deployments own the image.
resource "azurerm_container_app_job" "this" {
  for_each = local.jobs

  name                         = local.names[each.key]
  resource_group_name          = var.resource_group
  location                     = var.location
  container_app_environment_id = azurerm_container_app_environment.this.id
  workload_profile_name        = each.value.profile
  replica_retry_limit          = 3
  replica_timeout_in_seconds   = 3600
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

  dynamic "schedule_trigger_config" {
    for_each = each.value.job.schedule[*]

    content {
      cron_expression = schedule_trigger_config.value
    }
  }

  dynamic "manual_trigger_config" {
    for_each = each.value.job.schedule == null ? [1] : []

    content {
      parallelism              = manual_trigger_config.value
      replica_completion_count = manual_trigger_config.value
    }
  }

  template {
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
  }

  lifecycle {
    ignore_changes = [template[0].container[0].image]
  }
}
