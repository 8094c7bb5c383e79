# A relational database on a flexible server, without an address of its own outside. Its storage and backups are encrypted with
# keys of Microsoft's: those of ours would have to lie in the region of the copies, too.
locals {
  is_postgres = var.engine == "postgres"
  server_id   = local.is_postgres ? azurerm_postgresql_flexible_server.this[0].id : azurerm_mysql_flexible_server.this[0].id
}

resource "azurerm_private_endpoint" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "database"
    private_connection_resource_id = local.server_id
    subresource_names              = [local.is_postgres ? "postgresqlServer" : "mysqlServer"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "database"
    private_dns_zone_ids = [var.endpoints.zones[var.engine]]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = local.server_id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"

  # Nothing can be changed back once it is there.
  depends_on = [azurerm_private_endpoint.this]
}
