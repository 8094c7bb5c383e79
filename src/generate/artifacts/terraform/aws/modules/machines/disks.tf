# Disks of their own outlive the machines that they hang on.
locals {
  disks = merge([
    for machine, app in local.apps : {
      for disk, size in var.services[app.service].disks_gb : "${machine}-${disk}" => {
        machine   = machine
        size      = size
        position  = index(keys(var.services[app.service].disks_gb), disk)
        zone      = app.zone
      }
    }
  ]...)
}

resource "aws_ebs_volume" "this" {
  for_each = local.disks

  availability_zone = each.value.zone
  type              = "gp3"
  size              = each.value.size
  encrypted         = true
  kms_key_id        = var.kms_key_arn
  final_snapshot    = var.deletion_protection

  tags = {
    Name   = each.key
    Backup = var.name
  }
}

resource "aws_volume_attachment" "this" {
  for_each = local.disks

  device_name = "/dev/sd${substr("fghijklmnop", each.value.position, 1)}"
  volume_id   = aws_ebs_volume.this[each.key].id
  instance_id = aws_instance.this[each.value.machine].id

  stop_instance_before_detaching = true
}

# Every night, whatever carries the tag.
resource "aws_backup_vault" "this" {
  count = length(local.disks) > 0 ? 1 : 0

  name        = var.name
  kms_key_arn = var.kms_key_arn
}

resource "aws_backup_plan" "this" {
  count = length(local.disks) > 0 ? 1 : 0

  name = var.name

  rule {
    rule_name         = "nightly"
    target_vault_name = aws_backup_vault.this[0].name
    schedule          = "cron(0 2 * * ? *)"

    lifecycle {
      delete_after = var.backup_retention_days
    }
  }
}

resource "aws_backup_selection" "this" {
  count = length(local.disks) > 0 ? 1 : 0

  name         = "disks"
  plan_id      = aws_backup_plan.this[0].id
  iam_role_arn = aws_iam_role.backup[0].arn
  resources    = [for volume in aws_ebs_volume.this : volume.arn]
}
