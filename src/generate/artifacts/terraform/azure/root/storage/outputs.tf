output "storage" {
  description = "Address of each container."
  value       = { for key, storage in module.storage : key => storage.url }
}
