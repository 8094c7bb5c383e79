# A table that is paid for by what is asked of it: nobody has to say how much that will be.
resource "aws_dynamodb_table" "this" {
  name                        = var.name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = var.partition_key.name
  range_key                   = var.sort_key == null ? null : var.sort_key.name
  deletion_protection_enabled = var.deletion_protection

  dynamic "attribute" {
    for_each = concat([var.partition_key], var.sort_key[*])

    content {
      name = attribute.value.name
      type = attribute.value.type
    }
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = var.kms_key_arn
  }

  # Items that say when they end are gone within days of it.
  ttl {
    attribute_name = "expires_at"
    enabled        = true
  }
}
