# Azure tells of what is spent, and of what will be. The currency is that of the bill.
resource "azurerm_consumption_budget_subscription" "this" {
  for_each = var.budgets

  name            = "${var.project}-${each.key}"
  subscription_id = "/subscriptions/${local.subscription}"
  amount          = each.value.monthly
  time_grain      = "Monthly"

  # A budget begins with the month in which it is made.
  time_period {
    start_date = formatdate("YYYY-MM-01'T'00:00:00'Z'", plantimestamp())
  }

  filter {
    tag {
      name   = "project"
      values = [var.project]
    }

    dynamic "dimension" {
      for_each = length(each.value.services) > 0 ? [each.value.services] : []

      content {
        name   = "MeterCategory"
        values = dimension.value
      }
    }
  }

  dynamic "notification" {
    for_each = { Actual = each.value.alert_percent, Forecasted = 100 }

    content {
      threshold_type = notification.key
      threshold      = notification.value
      operator       = "GreaterThanOrEqualTo"
      contact_emails = var.budget_emails
      contact_roles  = ["Owner"]
    }
  }

  lifecycle {
    ignore_changes = [time_period]
  }
}
