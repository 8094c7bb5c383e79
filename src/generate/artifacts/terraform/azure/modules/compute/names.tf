#: internal
# In the network the names of the services lead to the environment; elsewhere they lead nowhere.
resource "azurerm_private_dns_zone" "this" {
  name                = azurerm_container_app_environment.this.default_domain
  resource_group_name = var.resource_group
  tags                = var.tags
}

resource "azurerm_private_dns_zone_virtual_network_link" "this" {
  name                  = var.name
  resource_group_name   = var.resource_group
  private_dns_zone_name = azurerm_private_dns_zone.this.name
  virtual_network_id    = var.network_id
  tags                  = var.tags
}

resource "azurerm_private_dns_a_record" "services" {
  name                = "*"
  resource_group_name = var.resource_group
  zone_name           = azurerm_private_dns_zone.this.name
  ttl                 = 300
  records             = [azurerm_container_app_environment.this.static_ip_address]
  tags                = var.tags
}
#: end
