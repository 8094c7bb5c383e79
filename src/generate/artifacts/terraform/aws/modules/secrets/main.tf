# Places for secrets. Their values are put there by a person or by rotation, never by Terraform, whose state would show them.
resource "aws_secretsmanager_secret" "this" {
  for_each = var.names

  #checkov:skip=CKV2_AWS_57:only its owner knows how to turn this value; what RDS keeps is turned by RDS
  name                    = each.key
  description             = "Values that services of ${var.name} read, as one JSON object"
  kms_key_id              = var.kms_key_arn
  recovery_window_in_days = 30
}
