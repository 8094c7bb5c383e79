# What the control plane says, and what containers say and use.
resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "logs"
  target_resource_id         = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id = var.workspace_id

  # Who read what is left out: it is most of what there is to say.
  dynamic "enabled_log" {
    for_each = toset(["cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager"])

    content {
      category = enabled_log.value
    }
  }
}

resource "azurerm_monitor_data_collection_rule" "this" {
  name                = "${var.name}-containers"
  resource_group_name = var.resource_group
  location            = var.location
  kind                = "Linux"
  tags                = var.tags

  data_sources {
    extension {
      name           = "containers"
      extension_name = "ContainerInsights"
      streams        = ["Microsoft-ContainerInsights-Group-Default"]

      extension_json = jsonencode({
        dataCollectionSettings = {
          interval               = "1m"
          namespaceFilteringMode = "Off"
          enableContainerLogV2   = true
        }
      })
    }
  }

  destinations {
    log_analytics {
      name                  = "logs"
      workspace_resource_id = var.workspace_id
    }
  }

  data_flow {
    streams      = ["Microsoft-ContainerInsights-Group-Default"]
    destinations = ["logs"]
  }
}

resource "azurerm_monitor_data_collection_rule_association" "this" {
  name                    = "containers"
  target_resource_id      = azurerm_kubernetes_cluster.this.id
  data_collection_rule_id = azurerm_monitor_data_collection_rule.this.id
}
