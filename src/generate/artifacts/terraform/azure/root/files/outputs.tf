output "file_shares" {
  description = "Where each file share is mounted from."
  value       = { for key, files in module.file_system : key => "${files.server}:${files.path}" }
}
