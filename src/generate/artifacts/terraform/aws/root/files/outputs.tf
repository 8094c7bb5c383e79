output "file_system_ids" {
  description = "Id of each file system."
  value       = { for key, files in module.file_system : key => files.id }
}
