# Who calls: the load balancer for those that are asked over HTTP, and queues for those that nobody asks.
#: ingress
resource "aws_lambda_permission" "load_balancer" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  statement_id  = "load-balancer"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.this[each.key].function_name
  qualifier     = aws_lambda_alias.live[each.key].name
  principal     = "elasticloadbalancing.amazonaws.com"
  source_arn    = each.value.target_group_arn
}

resource "aws_lb_target_group_attachment" "service" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  target_group_arn = each.value.target_group_arn
  target_id        = aws_lambda_alias.live[each.key].arn

  depends_on = [aws_lambda_permission.load_balancer]
}
#: end

#: queue
resource "aws_lambda_event_source_mapping" "queue" {
  for_each = merge([
    for key, service in var.services : {
      for name, arn in service.queues : "${key}-${name}" => { service = key, arn = arn }
    } if service.port == null
  ]...)

  event_source_arn        = each.value.arn
  function_name           = aws_lambda_alias.live[each.value.service].arn
  function_response_types = ["ReportBatchItemFailures"]

  scaling_config {
    # Lambda takes 2 at least.
    maximum_concurrency = max(2, var.services[each.value.service].max_instances)
  }

  depends_on = [aws_iam_role_policy.run]
}
#: end
