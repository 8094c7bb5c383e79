# Who may ask whom. Azure lets whatever is in a network talk to all of it: here only what runs talks to private endpoints.
resource "azurerm_network_security_group" "private" {
  name                = "${var.name}-private"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = var.tags

  #: ingress
  security_rule {
    name                       = "front-door"
    description                = "Requests come through Front Door only"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "AzureFrontDoor.Backend"
    source_port_range          = "*"
    destination_address_prefix = local.ranges.private
    destination_port_ranges    = ["443", "31443"]
  }
  #: end

  #: cluster
  security_rule {
    name                       = "https"
    description                = "Requests to the load balancers of the manifests"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = "Internet"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "443"
  }
  #: end
}

resource "azurerm_network_security_group" "endpoints" {
  name                = "${var.name}-endpoints"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = var.tags

  security_rule {
    name                       = "private"
    description                = "What runs asks for what it uses"
    priority                   = 100
    direction                  = "Inbound"
    access                     = "Allow"
    protocol                   = "Tcp"
    source_address_prefix      = local.ranges.private
    source_port_range          = "*"
    destination_address_prefix = local.ranges.endpoints
    destination_port_ranges    = var.endpoint_ports
  }

  security_rule {
    name                       = "closed"
    description                = "Nobody comes in whom no other rule lets in"
    priority                   = 4096
    direction                  = "Inbound"
    access                     = "Deny"
    protocol                   = "*"
    source_address_prefix      = "*"
    source_port_range          = "*"
    destination_address_prefix = "*"
    destination_port_range     = "*"
  }
}

resource "azurerm_subnet_network_security_group_association" "private" {
  subnet_id                 = azurerm_subnet.private.id
  network_security_group_id = azurerm_network_security_group.private.id
}

resource "azurerm_subnet_network_security_group_association" "endpoints" {
  subnet_id                 = azurerm_subnet.endpoints.id
  network_security_group_id = azurerm_network_security_group.endpoints.id
}
