output "bucket" {
  description = "Name of the bucket, once it may be written to."
  value       = aws_s3_bucket_policy.this.bucket
}
