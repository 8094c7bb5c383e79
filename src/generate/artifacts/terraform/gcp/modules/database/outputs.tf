output "host" {
  description = "Address in the network."
  value       = google_sql_database_instance.this.private_ip_address
}

output "port" {
  description = "Port of the engine."
  value       = local.is_postgres ? 5432 : 3306
}

output "connection_name" {
  description = "What the connectors of Cloud SQL call it."
  value       = google_sql_database_instance.this.connection_name
}

output "users" {
  description = "What each client logs in as."
  value       = { for key, user in google_sql_user.client : key => user.name }
}

output "instance" {
  description = "Name of the instance."
  value       = google_sql_database_instance.this.name
}
