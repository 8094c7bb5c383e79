output "names" {
  description = "Names of the secrets, once they can be read."
  value       = keys(google_secret_manager_secret.this)
  depends_on  = [google_secret_manager_secret_iam_member.reader]
}
