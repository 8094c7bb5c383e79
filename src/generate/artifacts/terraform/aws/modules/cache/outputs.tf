output "host" {
  description = "Where it is reached, over TLS."
  value       = aws_elasticache_replication_group.this.primary_endpoint_address
}

output "port" {
  description = "Port that it listens on."
  value       = aws_elasticache_replication_group.this.port
}

output "connect_arns" {
  description = "What a service needs elasticache:Connect for."
  value       = [aws_elasticache_replication_group.this.arn, aws_elasticache_user.service.arn]
}
