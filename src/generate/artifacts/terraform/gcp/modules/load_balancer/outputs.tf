output "address" {
  description = "Address that the hosts lead to."
  value       = google_compute_global_address.this.address
}
