output "id" {
  description = "Id of the network, once databases can be reached in it."
  value       = google_compute_network.this.id
  depends_on  = [google_service_networking_connection.data]
}

output "name" {
  description = "Name of the network."
  value       = google_compute_network.this.name
}

#: cluster
output "subnet_id" {
  description = "Id of the subnet of what runs."
  value       = google_compute_subnetwork.private.id
}
#: end

output "data_range" {
  description = "Name of the range that Google takes addresses of."
  value       = google_compute_global_address.data.name
  depends_on  = [google_service_networking_connection.data]
}

output "private_range" {
  description = "Addresses of what runs."
  value       = google_compute_subnetwork.private.ip_cidr_range
}

#: compute
output "subnet" {
  description = "Name of the subnet of what runs."
  value       = google_compute_subnetwork.private.name
}
#: end
