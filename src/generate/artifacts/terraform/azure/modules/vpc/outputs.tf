output "id" {
  description = "Id of the network."
  value       = azurerm_virtual_network.this.id
}

output "name" {
  description = "Name of the network."
  value       = azurerm_virtual_network.this.name
}

output "subnet_id" {
  description = "Id of the subnet of what runs, once it has a way out and is guarded."
  value       = azurerm_subnet.private.id
  depends_on = [
    azurerm_nat_gateway_public_ip_association.this,
    azurerm_subnet_nat_gateway_association.private,
    azurerm_subnet_network_security_group_association.private,
  ]
}

output "endpoints" {
  description = "Subnet of private endpoints, and the id of each zone of their names."
  value = {
    subnet_id = azurerm_subnet.endpoints.id
    zones     = { for key, zone in azurerm_private_dns_zone.this : key => zone.id }
  }
  depends_on = [
    azurerm_private_dns_zone_virtual_network_link.this,
    azurerm_subnet_network_security_group_association.endpoints,
  ]
}
