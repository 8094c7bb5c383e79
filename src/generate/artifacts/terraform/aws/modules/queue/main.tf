# What was received too often in vain goes to a queue of its own, where a person looks at it.
locals {
  suffix = var.fifo ? ".fifo" : ""
}

resource "aws_sqs_queue" "this" {
  name                        = "${var.name}${local.suffix}"
  fifo_queue                  = var.fifo
  content_based_deduplication = var.fifo
  message_retention_seconds   = var.retention_days * 24 * 60 * 60
  visibility_timeout_seconds  = 60
  receive_wait_time_seconds   = 20
  kms_master_key_id           = var.kms_key_arn

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue" "dead_letters" {
  name                      = "${var.name}-dead-letters${local.suffix}"
  fifo_queue                = var.fifo
  message_retention_seconds = 14 * 24 * 60 * 60
  kms_master_key_id         = var.kms_key_arn
}

resource "aws_sqs_queue_redrive_allow_policy" "dead_letters" {
  queue_url = aws_sqs_queue.dead_letters.url

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.this.arn]
  })
}

resource "aws_sqs_queue_policy" "encrypted_connections" {
  for_each = { queue = aws_sqs_queue.this, dead_letters = aws_sqs_queue.dead_letters }

  queue_url = each.value.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "EncryptedConnectionsOnly"
      Effect    = "Deny"
      Principal = "*"
      Action    = "sqs:*"
      Resource  = each.value.arn
      Condition = {
        Bool = { "aws:SecureTransport" = "false" }
      }
    }]
  })
}
