output "identifier" {
  description = "Identifier of the database."
  value       = aws_db_instance.this.identifier
}

output "host" {
  description = "Where it is reached."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port that it listens on."
  value       = aws_db_instance.this.port
}

output "secret_arn" {
  description = "Secret with its user and password."
  value       = aws_db_instance.this.master_user_secret[0].secret_arn
}
