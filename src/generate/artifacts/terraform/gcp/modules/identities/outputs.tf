output "emails" {
  description = "Account of each service, by its name."
  value       = { for key, account in google_service_account.this : key => account.email }
}
