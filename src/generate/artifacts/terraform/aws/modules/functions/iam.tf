# What a service may do: write its log and its traces, have an address in the network, and use what is named.
resource "aws_iam_role" "service" {
  for_each = var.services

  name_prefix = "function-"
  description = "What ${each.key} of ${var.name} may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "run" {
  for_each = var.services

  name = "run"
  role = aws_iam_role.service[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = ["${aws_cloudwatch_log_group.service[each.key].arn}:*"]
        },
        {
          # These actions take no resource.
          Effect = "Allow"
          Action = [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
            "xray:PutTelemetryRecords",
            "xray:PutTraceSegments",
          ]
          Resource = ["*"]
        },
        {
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = [var.kms_key_arn]
        },
      ],
      [
        for arn in each.value.secret_arn[*] : {
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue"]
          Resource = [arn]
        }
      ],
      [
        for permission in each.value.permissions :
        { Effect = "Allow", Action = permission.actions, Resource = permission.resources }
      ],
    )
  })
}
