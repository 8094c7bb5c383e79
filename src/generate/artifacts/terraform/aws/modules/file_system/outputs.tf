output "id" {
  description = "Id of the file system."
  value       = aws_efs_file_system.this.id
}

output "arn" {
  description = "ARN of the file system."
  value       = aws_efs_file_system.this.arn
}

output "access_point_ids" {
  description = "Id of the access point of each mount, by its name."
  value       = { for key, point in aws_efs_access_point.this : key => point.id }
}
