# Who each service is. It may do nothing until a module that it uses lets it.
resource "azurerm_user_assigned_identity" "this" {
  for_each = var.services

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = merge(var.tags, { service = each.key })
}
