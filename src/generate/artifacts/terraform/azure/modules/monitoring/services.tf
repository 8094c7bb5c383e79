#: compute
locals {
  # Azure keeps no percentile of how long answers take: where their mean is over what is promised of nearly all, so are they.
  promises = merge(flatten([
    for key, service in var.services : [
      {
        "${key}-errors" = {
          description = "${key} answers with errors"
          severity    = 1
          of          = service.id
          metric      = "Requests"
          aggregation = "Total"
          threshold   = service.errors_per_minute
          window      = "PT1M"
          only        = { statusCodeCategory = "5xx" }
        }
      },
      {
        "${key}-latency" = {
          description = "${key} answers slower than promised"
          severity    = 2
          of          = service.id
          metric      = "ResponseTime"
          aggregation = "Average"
          threshold   = service.p95_seconds * 1000
          window      = "PT5M"
          only        = {}
        }
      },
    ] if service.kind == "service"
  ])...)

  instances = merge(flatten([
    for key, service in var.services : [
      {
        "${key}-restarts" = {
          description = "${key} does not stay up"
          severity    = 1
          of          = service.id
          metric      = "RestartCount"
          aggregation = "Maximum"
          threshold   = 3
          window      = "PT5M"
          only        = {}
        }
      },
      {
        for resource in ["Cpu", "Memory"] : "${key}-${lower(resource)}" => {
          description = "${key} uses nearly all of its ${lower(resource)}, though it scales"
          severity    = 2
          of          = service.id
          metric      = "${resource}Percentage"
          aggregation = "Average"
          threshold   = 90
          window      = "PT15M"
          only        = {}
        }
      },
    ] if service.kind != "job"
  ])...)

  service_alarms = {
    for key, alarm in merge(local.promises, local.instances) : key => merge(alarm, { namespace = "Microsoft.App/containerApps" })
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "job" {
  for_each = { for key, service in var.services : key => service if service.kind == "job" }

  name                  = "${each.key}-failed"
  resource_group_name   = var.resource_group
  location              = var.location
  description           = "${each.key} gave up"
  severity              = 1
  scopes                = [azurerm_log_analytics_workspace.this.id]
  evaluation_frequency  = "PT15M"
  window_duration       = "PT15M"
  skip_query_validation = true # The table is there once the first job has run.
  tags                  = var.tags

  criteria {
    query                   = "ContainerAppSystemLogs | where JobName == '${each.value.name}' and Reason == 'BackoffLimitExceeded'"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }

  action {
    action_groups = [azurerm_monitor_action_group.this.id]
  }
}
#: end
