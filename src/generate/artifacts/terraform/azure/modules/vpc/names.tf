# In the network the names of what it uses lead to private endpoints.
resource "azurerm_private_dns_zone" "this" {
  for_each = var.private_zones

  name                = each.value
  resource_group_name = var.resource_group
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  for_each = azurerm_private_dns_zone.this

  name                  = var.name
  resource_group_name   = var.resource_group
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.this.id
  tags                  = var.tags
}
