mock_provider "aws" {}

variables {
  name                = "shop-production-carts"
  partition_key       = { name = "cart", type = "S" }
  kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  deletion_protection = true
}

run "what_is_kept_can_be_had_back" {
  command = plan

  module {
    source = "./modules/table"
  }

  assert {
    condition     = aws_dynamodb_table.this.point_in_time_recovery[0].enabled && aws_dynamodb_table.this.deletion_protection_enabled
    error_message = "A table of production has to be restorable and hard to delete."
  }

  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn == var.kms_key_arn
    error_message = "Items are encrypted with the key of the environment."
  }
}

run "a_key_has_a_type" {
  command = plan

  module {
    source = "./modules/table"
  }

  variables {
    partition_key = { name = "cart", type = "string" }
  }

  expect_failures = [var.partition_key]
}
