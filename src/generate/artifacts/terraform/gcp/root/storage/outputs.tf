output "buckets" {
  description = "Name of each bucket."
  value       = { for key, bucket in module.storage : key => bucket.bucket }
}
