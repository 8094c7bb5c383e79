output "map_id" {
  description = "Id of the map of certificates by host."
  value       = google_certificate_manager_certificate_map.this.id
  depends_on  = [google_certificate_manager_certificate_map_entry.this]
}

output "zone_name" {
  description = "Name of the managed zone."
  value       = data.google_dns_managed_zone.this.name
}
