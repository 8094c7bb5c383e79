output "id" {
  description = "Id of the profile of Front Door."
  value       = azurerm_cdn_frontdoor_profile.this.id
}

output "address" {
  description = "Name that the hosts lead to."
  value       = azurerm_cdn_frontdoor_endpoint.this.host_name
}
