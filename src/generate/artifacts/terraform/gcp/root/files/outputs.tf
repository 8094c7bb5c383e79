output "file_systems" {
  description = "Where each file system is mounted from."
  value       = { for key, files in module.file_system : key => "${files.host}:/${files.share}" }
}
