# Google tells of what is spent, and of what will be. The currency is that of the billing account.
resource "google_billing_budget" "this" {
  for_each = var.budgets

  billing_account = data.google_project.current.billing_account
  display_name    = "${var.project}-${each.key}"

  budget_filter {
    projects        = ["projects/${data.google_project.current.number}"]
    services        = each.value.services
    labels          = { project = var.project }
    calendar_period = "MONTH"
  }

  amount {
    specified_amount {
      currency_code = each.value.currency
      units         = tostring(floor(each.value.monthly))
    }
  }

  dynamic "threshold_rules" {
    for_each = { CURRENT_SPEND = each.value.alert_percent, FORECASTED_SPEND = 100 }

    content {
      spend_basis       = threshold_rules.key
      threshold_percent = threshold_rules.value / 100
    }
  }

  all_updates_rule {
    monitoring_notification_channels = [for channel in google_monitoring_notification_channel.budgets : channel.id]
    disable_default_iam_recipients   = length(var.budget_emails) > 0
  }
}

resource "google_monitoring_notification_channel" "budgets" {
  for_each = var.budget_emails

  display_name = "Budgets of ${var.project}: ${each.key}"
  type         = "email"
  labels       = { email_address = each.key }
}
