# AWS tells of what is spent, and of what will be.
resource "aws_budgets_budget" "this" {
  for_each = var.budgets

  name         = "${var.project}-${each.key}"
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(each.value.monthly)
  limit_unit   = each.value.currency

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Project$%s", var.project)]
  }

  dynamic "cost_filter" {
    for_each = length(each.value.services) > 0 ? [each.value.services] : []

    content {
      name   = "Service"
      values = cost_filter.value
    }
  }

  dynamic "notification" {
    for_each = { ACTUAL = each.value.alert_percent, FORECASTED = 100 }

    content {
      notification_type         = notification.key
      comparison_operator       = "GREATER_THAN"
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [aws_sns_topic.budgets.arn]
    }
  }
}

resource "aws_sns_topic" "budgets" {
  name              = "${var.project}-budgets"
  kms_master_key_id = aws_kms_key.this.arn
}

resource "aws_sns_topic_policy" "budgets" {
  arn = aws_sns_topic.budgets.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "budgets.amazonaws.com" }
      Action    = "SNS:Publish"
      Resource  = aws_sns_topic.budgets.arn
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
      }
    }]
  })
}

resource "aws_sns_topic_subscription" "budgets" {
  for_each = var.budget_emails

  topic_arn = aws_sns_topic.budgets.arn
  protocol  = "email"
  endpoint  = each.key
}
