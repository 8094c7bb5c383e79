# MySQL knows identities only where its server may ask Entra for them, which Terraform cannot grant. The password that it is born
# with is written down nowhere: `az mysql flexible-server update` sets one when a service gets it as its secret.
resource "azurerm_mysql_flexible_server" "this" {
  #checkov:skip=CKV_AZURE_53:it is closed by another argument
  #checkov:skip=CKV_AZURE_94:a variable, which is true in production
  count = local.is_postgres ? 0 : 1

  name                              = var.name
  resource_group_name               = var.resource_group
  location                          = var.location
  version                           = var.engine_version
  sku_name                          = var.sku
  administrator_login               = "app"
  administrator_password_wo         = "${uuid()}-A"
  administrator_password_wo_version = 1
  backup_retention_days             = var.backup_days
  geo_redundant_backup_enabled      = var.geo_redundant_backups
  public_network_access             = "Disabled"
  tags                              = var.tags

  storage {
    size_gb           = var.storage_gb
    auto_grow_enabled = true
  }

  dynamic "high_availability" {
    for_each = var.high_availability ? ["ZoneRedundant"] : []

    content {
      mode = high_availability.value
    }
  }

  maintenance_window {
    day_of_week  = 0
    start_hour   = 3
    start_minute = 0
  }

  lifecycle {
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage[0].size_gb]
  }
}

resource "azurerm_mysql_flexible_database" "this" {
  count = local.is_postgres ? 0 : 1

  name                = var.database_name
  resource_group_name = var.resource_group
  server_name         = azurerm_mysql_flexible_server.this[0].name
  charset             = "utf8mb4"
  collation           = "utf8mb4_0900_ai_ci"
}
