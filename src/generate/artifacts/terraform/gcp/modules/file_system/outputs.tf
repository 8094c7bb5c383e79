output "host" {
  description = "Address in the network."
  value       = google_filestore_instance.this.networks[0].ip_addresses[0]
}

output "share" {
  description = "Name of what is mounted."
  value       = google_filestore_instance.this.file_shares[0].name
}
