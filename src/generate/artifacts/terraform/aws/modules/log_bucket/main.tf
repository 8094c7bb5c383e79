# Where load balancers and buckets write who asked for what. Both can only write with the keys of S3 itself.
data "aws_caller_identity" "current" {}

locals {
  name = "${var.name}-logs-${data.aws_caller_identity.current.account_id}"
}

#trivy:ignore:AVD-AWS-0089 the logs of the log bucket would have no end
resource "aws_s3_bucket" "this" {
  #checkov:skip=CKV_AWS_18:the logs of the log bucket would have no end
  #checkov:skip=CKV_AWS_144:logs are not restored in another region
  #checkov:skip=CKV_AWS_145:load balancers cannot write to a bucket with a key of KMS
  #checkov:skip=CKV2_AWS_62:nobody waits for a log
  bucket        = local.name
  force_destroy = !var.deletion_protection
}

resource "aws_s3_bucket_public_access_block" "this" {
  bucket = aws_s3_bucket.this.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

#trivy:ignore:AVD-AWS-0132 load balancers cannot write to a bucket with a key of KMS
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  bucket = aws_s3_bucket.this.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  bucket = aws_s3_bucket.this.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = var.retention_days
    }

    noncurrent_version_expiration {
      noncurrent_days = 1
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  bucket = aws_s3_bucket.this.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "WriteLogs"
        Effect    = "Allow"
        Principal = { Service = ["logdelivery.elasticloadbalancing.amazonaws.com", "logging.s3.amazonaws.com"] }
        Action    = "s3:PutObject"
        Resource  = "${aws_s3_bucket.this.arn}/*"
        Condition = {
          StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
        }
      },
      {
        Sid       = "EncryptedConnectionsOnly"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.this.arn, "${aws_s3_bucket.this.arn}/*"]
        Condition = {
          Bool = { "aws:SecureTransport" = "false" }
        }
      },
    ]
  })

  depends_on = [aws_s3_bucket_public_access_block.this]
}
