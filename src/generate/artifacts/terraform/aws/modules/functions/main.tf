# Services as functions of Lambda. A version is an image that was published; the alias live says which of them answer.
resource "aws_cloudwatch_log_group" "service" {
  for_each = var.services

  name              = "/${var.name}/${each.key}"
  kms_key_id        = var.kms_key_arn
  retention_in_days = var.log_retention_days
}

resource "aws_lambda_function" "this" {
  for_each = var.services

  #checkov:skip=CKV_AWS_116:whoever asks over HTTP has the error; a queue keeps what failed as a dead letter
  #checkov:skip=CKV_AWS_272:pipelines sign images with cosign; what Lambda calls code signing is for archives
  function_name                  = "${var.name}-${each.key}"
  description                    = "${each.key} of ${var.name}"
  role                           = aws_iam_role.service[each.key].arn
  package_type                   = "Image"
  image_uri                      = each.value.image
  architectures                  = [each.value.architecture]
  memory_size                    = each.value.memory
  timeout                        = each.value.timeout_seconds
  reserved_concurrent_executions = each.value.max_instances
  kms_key_arn                    = var.kms_key_arn
  publish                        = true

  dynamic "image_config" {
    for_each = length(each.value.command) > 0 ? [each.value.command] : []

    content {
      command = image_config.value
    }
  }

  environment {
    # What the Lambda Web Adapter in the image asks, before it passes events on as requests.
    variables = merge(each.value.environment, each.value.port == null ? {} : {
      AWS_LWA_PORT                 = tostring(each.value.port)
      AWS_LWA_READINESS_CHECK_PATH = each.value.health_path
    })
  }

  vpc_config {
    subnet_ids         = var.subnet_ids
    security_group_ids = [aws_security_group.service[each.key].id]
  }

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.service[each.key].name
  }

  tracing_config {
    mode = "Active"
  }

  # Deployments publish versions of other images.
  lifecycle {
    ignore_changes = [image_uri]
  }

  depends_on = [aws_iam_role_policy.run]
}

resource "aws_lambda_alias" "live" {
  for_each = var.services

  name             = "live"
  description      = "What answers"
  function_name    = aws_lambda_function.this[each.key].function_name
  function_version = aws_lambda_function.this[each.key].version

  # Deployments move the weights.
  lifecycle {
    ignore_changes = [function_version, routing_config]
  }
}

# So many are kept warm: the first requests wait for no start.
resource "aws_lambda_provisioned_concurrency_config" "live" {
  for_each = { for key, service in var.services : key => service if service.min_instances > 0 }

  function_name                     = aws_lambda_function.this[each.key].function_name
  qualifier                         = aws_lambda_alias.live[each.key].name
  provisioned_concurrent_executions = each.value.min_instances
}
