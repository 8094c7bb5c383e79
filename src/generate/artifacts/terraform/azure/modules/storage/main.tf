# Blobs, in an account of their own that can be reached in the network only and has no key that could be lost.
resource "azurerm_storage_account" "this" {
  #checkov:skip=CKV_AZURE_33:there are no queues in it
  #checkov:skip=CKV_AZURE_206:a variable, which names copies in the paired region
  name                              = var.name
  resource_group_name               = var.resource_group
  location                          = var.location
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = var.replication
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = false
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true
  tags                              = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }

  customer_managed_key {
    key_vault_key_id          = var.key.id
    user_assigned_identity_id = var.key.identity_id
  }

  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }

  sas_policy {
    expiration_period = "00.01:00:00"
    expiration_action = "Log"
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 30
    }

    container_delete_retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_container" "this" {
  #checkov:skip=CKV2_AZURE_21:modules/monitoring has the logs of the account
  name                  = var.container
  storage_account_id    = azurerm_storage_account.this.id
  container_access_type = "private"
}

resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  rule {
    name    = "age"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      dynamic "base_blob" {
        for_each = var.retention_days != null || var.archive_after_days != null ? ["ages"] : []

        content {
          tier_to_cool_after_days_since_modification_greater_than = var.archive_after_days
          delete_after_days_since_modification_greater_than       = var.retention_days
        }
      }

      version {
        delete_after_days_since_creation = 30
      }
    }
  }
}

resource "azurerm_role_assignment" "client" {
  for_each = var.clients

  scope                = azurerm_storage_container.this.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_private_endpoint" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "blob"
    private_dns_zone_ids = [var.endpoints.zones["blob"]]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"

  # Nothing can be changed back once it is there.
  depends_on = [azurerm_private_endpoint.this, azurerm_storage_management_policy.this]
}
