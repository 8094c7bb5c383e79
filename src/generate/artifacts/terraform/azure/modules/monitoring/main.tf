# Where the environment keeps what it says of itself, and who is told when something is wrong.
resource "azurerm_log_analytics_workspace" "this" {
  name                         = var.name
  resource_group_name          = var.resource_group
  location                     = var.location
  sku                          = "PerGB2018"
  retention_in_days            = var.log_retention_days
  local_authentication_enabled = false
  tags                         = var.tags
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  for_each = var.talkative

  name                       = "logs"
  target_resource_id         = each.value
  log_analytics_workspace_id = azurerm_log_analytics_workspace.this.id

  enabled_log {
    category_group = "allLogs"
  }
}

resource "azurerm_monitor_action_group" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  short_name          = substr(var.name, 0, 12)
  tags                = var.tags

  dynamic "email_receiver" {
    for_each = var.emails

    content {
      name                    = email_receiver.value
      email_address           = email_receiver.value
      use_common_alert_schema = true
    }
  }
}

resource "azurerm_monitor_metric_alert" "this" {
  for_each = local.alarms

  name                = each.key
  resource_group_name = var.resource_group
  description         = each.value.description
  severity            = each.value.severity
  scopes              = [each.value.of]
  frequency           = "PT1M"
  window_size         = each.value.window
  tags                = var.tags

  criteria {
    metric_namespace       = each.value.namespace
    metric_name            = each.value.metric
    aggregation            = each.value.aggregation
    operator               = "GreaterThan"
    threshold              = each.value.threshold
    skip_metric_validation = true

    dynamic "dimension" {
      for_each = each.value.only

      content {
        name     = dimension.key
        operator = "Include"
        values   = [dimension.value]
      }
    }
  }

  action {
    action_group_id = azurerm_monitor_action_group.this.id
  }
}
