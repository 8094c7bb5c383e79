data "aws_partition" "current" {}

# What a service may do itself, and what lets a person in without an open port: a session of Systems Manager.
resource "aws_iam_role" "service" {
  for_each = var.services

  name_prefix = "machine-"
  description = "What ${each.key} of ${var.name} may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "service" {
  for_each = { for key, service in var.services : key => service if length(service.permissions) > 0 }

  name = "use-resources"
  role = aws_iam_role.service[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for permission in each.value.permissions :
      { Effect = "Allow", Action = permission.actions, Resource = permission.resources }
    ]
  })
}

resource "aws_iam_role_policy_attachment" "sessions" {
  for_each = var.services

  role       = aws_iam_role.service[each.key].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "service" {
  for_each = var.services

  name_prefix = "machine-"
  role        = aws_iam_role.service[each.key].name
}

# Takes the backups of the disks.
resource "aws_iam_role" "backup" {
  count = length(local.disks) > 0 ? 1 : 0

  name_prefix = "backup-"
  description = "Backs the disks of ${var.name} up"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "backup.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "backup" {
  count = length(local.disks) > 0 ? 1 : 0

  role       = aws_iam_role.backup[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}
