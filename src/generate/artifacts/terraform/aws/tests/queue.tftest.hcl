mock_provider "aws" {}

variables {
  name           = "test-production-mails"
  fifo           = true
  retention_days = 14
  kms_key_arn    = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
}

run "order_is_kept_in_both_queues" {
  command = plan

  module {
    source = "./modules/queue"
  }

  assert {
    condition     = endswith(aws_sqs_queue.this.name, ".fifo") && endswith(aws_sqs_queue.dead_letters.name, ".fifo")
    error_message = "A queue that keeps order has a name that ends with .fifo."
  }

  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 14 * 24 * 60 * 60
    error_message = "Messages are kept for another time."
  }
}

run "longer_than_sqs_keeps_messages_is_refused" {
  command = plan

  module {
    source = "./modules/queue"
  }

  variables {
    retention_days = 15
  }

  expect_failures = [var.retention_days]
}
