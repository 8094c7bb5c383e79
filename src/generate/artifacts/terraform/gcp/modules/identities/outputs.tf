output "emails" {
  description = "Account of each service, by its name."
  value       = { for key, account in google_service_account.this : key => account.email }
}

#: cluster
output "ids" {
  description = "Id of the account of each service, by its name."
  value       = { for key, account in google_service_account.this : key => account.name }
}
#: end
