mock_provider "azurerm" {}

variables {
  name                  = "test-production-orders-12345678"
  resource_group        = "test-production"
  location              = "westeurope"
  tags                  = { project = "test" }
  tenant_id             = "22222222-2222-2222-2222-222222222222"
  engine                = "postgres"
  engine_version        = "16"
  sku                   = "GP_Standard_D2ds_v5"
  storage_gb            = 128
  database_name         = "app"
  high_availability     = true
  backup_days           = 30
  geo_redundant_backups = true
  deletion_protection   = true
  clients               = { orders = { principal_id = "11111111-1111-1111-1111-111111111111", name = "test-production-orders" } }

  endpoints = {
    subnet_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/endpoints"
    zones     = { postgres = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/postgres.example.com", mysql = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/privateDnsZones/mysql.example.com" }
  }
}

run "data_is_kept_in_two_zones_and_not_to_be_reached_from_outside" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition     = !azurerm_postgresql_flexible_server.this[0].public_network_access_enabled && !azurerm_postgresql_flexible_server.this[0].authentication[0].password_auth_enabled
    error_message = "The database can be reached from outside, or by a password."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server.this[0].high_availability[0].mode == "ZoneRedundant" && azurerm_postgresql_flexible_server.this[0].geo_redundant_backup_enabled
    error_message = "The database is in one zone, or its backups are in one region."
  }

  assert {
    condition     = azurerm_postgresql_flexible_server_active_directory_administrator.client["orders"].principal_name == "test-production-orders"
    error_message = "A client does not log in as its identity."
  }

  assert {
    condition     = length(azurerm_mysql_flexible_server.this) == 0
    error_message = "There is another server."
  }
}

run "mysql_is_closed_as_well" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    engine         = "mysql"
    engine_version = "8.4"
  }

  assert {
    condition     = azurerm_mysql_flexible_server.this[0].public_network_access == "Disabled" && length(azurerm_postgresql_flexible_server.this) == 0
    error_message = "The database can be reached from outside."
  }

  assert {
    condition     = azurerm_private_endpoint.this.private_service_connection[0].subresource_names == tolist(["mysqlServer"])
    error_message = "Its name leads to something else."
  }
}

run "an_unknown_engine_is_refused" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    engine = "mariadb"
  }

  expect_failures = [var.engine]
}
