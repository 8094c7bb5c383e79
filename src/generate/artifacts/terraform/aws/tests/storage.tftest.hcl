mock_provider "aws" {}

variables {
  name                = "test-production-files"
  retention_days      = 90
  archive_after_days  = 30
  log_bucket          = "test-production-logs"
  kms_key_arn         = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  deletion_protection = true
}

run "objects_age_and_go" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition     = aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration[0].days == 90
    error_message = "Objects are kept for another time."
  }

  assert {
    condition     = !aws_s3_bucket.this.force_destroy
    error_message = "The bucket goes with what is in it."
  }
}

run "objects_stay_where_nobody_says_how_long" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    retention_days     = null
    archive_after_days = null
  }

  assert {
    condition     = length(aws_s3_bucket_lifecycle_configuration.this.rule[0].expiration) == 0
    error_message = "Objects are deleted though nobody asked for it."
  }
}
