output "state_bucket" {
  description = "Bucket of the state: `terraform init -backend-config=bucket=…` of the environments."
  value       = aws_s3_bucket.state.bucket
}
