# Services log in as their identities: there is no password that could be lost. Roles of a database are made by SQL, which
# Terraform does not speak, so whoever uses the server is an administrator of it, and of nothing else.
resource "azurerm_postgresql_flexible_server" "this" {
  #checkov:skip=CKV_AZURE_136:a variable, which is true in production
  count = local.is_postgres ? 1 : 0

  name                          = var.name
  resource_group_name           = var.resource_group
  location                      = var.location
  version                       = var.engine_version
  sku_name                      = var.sku
  storage_mb                    = var.storage_gb * 1024
  auto_grow_enabled             = true
  backup_retention_days         = var.backup_days
  geo_redundant_backup_enabled  = var.geo_redundant_backups
  public_network_access_enabled = false
  tags                          = var.tags

  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = var.tenant_id
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
    # Azure chooses the zones, changes them when the second server takes over, and lets the storage grow.
    ignore_changes = [zone, high_availability[0].standby_availability_zone, storage_mb]
  }
}

resource "azurerm_postgresql_flexible_server_database" "this" {
  count = local.is_postgres ? 1 : 0

  name      = var.database_name
  server_id = azurerm_postgresql_flexible_server.this[0].id
  charset   = "UTF8"
  collation = "en_US.utf8"
}

resource "azurerm_postgresql_flexible_server_active_directory_administrator" "client" {
  for_each = local.is_postgres ? var.clients : {}

  server_name         = azurerm_postgresql_flexible_server.this[0].name
  resource_group_name = var.resource_group
  tenant_id           = var.tenant_id
  object_id           = each.value.principal_id
  principal_name      = each.value.name
  principal_type      = "ServicePrincipal"
}

resource "azurerm_postgresql_flexible_server_configuration" "this" {
  for_each = local.is_postgres ? {
    "log_checkpoints"            = "on"
    "log_connections"            = "on"
    "log_disconnections"         = "on"
    "log_lock_waits"             = "on"
    "log_min_duration_statement" = "1000"
    "require_secure_transport"   = "on"
    "ssl_min_protocol_version"   = "TLSv1.2"
  } : {}

  server_id = azurerm_postgresql_flexible_server.this[0].id
  name      = each.key
  value     = each.value
}
