data "aws_partition" "current" {}

locals {
  assumed_by_tasks = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })

  has_secrets = anytrue([for service in var.services : length(service.secrets) > 0])

  secret_arns = distinct(flatten([for service in var.services : [
    # What stands behind the ARN names a key of the secret.
    for arn in values(service.secrets) : join(":", slice(split(":", arn), 0, 7))
  ]]))
}

# What starts tasks: pulls the image, reads the secrets, opens the log.
resource "aws_iam_role" "execution" {
  name_prefix        = "execution-"
  description        = "Starts the tasks of ${var.name}"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy" "execution" {
  name = "start-tasks"
  role = aws_iam_role.execution.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect   = "Allow"
          Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
          Resource = [for group in aws_cloudwatch_log_group.service : "${group.arn}:*"]
        },
      ],
      length(var.repository_arns) == 0 ? [] : [
        {
          # A token is for a whole registry: this action takes no resource.
          Effect   = "Allow"
          Action   = ["ecr:GetAuthorizationToken"]
          Resource = ["*"]
        },
        {
          Effect   = "Allow"
          Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
          Resource = var.repository_arns
        },
      ],
      !local.has_secrets ? [] : [
        {
          Effect   = "Allow"
          Action   = ["secretsmanager:GetSecretValue"]
          Resource = local.secret_arns
        },
        {
          Effect   = "Allow"
          Action   = ["kms:Decrypt"]
          Resource = [var.kms_key_arn]
        },
      ],
    )
  })
}

# What a service may do itself: nothing, unless a resource is named.
resource "aws_iam_role" "task" {
  for_each = var.services

  name_prefix        = "task-"
  description        = "What ${each.key} of ${var.name} may do"
  assume_role_policy = local.assumed_by_tasks
}

resource "aws_iam_role_policy" "task" {
  for_each = { for key, service in var.services : key => service if length(service.permissions) > 0 }

  name = "use-resources"
  role = aws_iam_role.task[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for permission in each.value.permissions :
      { Effect = "Allow", Action = permission.actions, Resource = permission.resources }
    ]
  })
}

# Moves the traffic between two target groups.
resource "aws_iam_role" "traffic" {
  name_prefix = "traffic-"
  description = "Moves the traffic of ${var.name} to new versions"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ecs.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "traffic" {
  role       = aws_iam_role.traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}
