# Folders that several instances share, over NFS: no key is needed to mount them, and none could be lost. They belong to root:
# whoever runs as another user is let in once, by a job that runs as root and says chown. NFS knows no HTTPS, so that this is off.
resource "azurerm_storage_account" "this" {
  #checkov:skip=CKV2_AZURE_38:there are no blobs in it; shares that were deleted are kept for 30 days
  name                              = var.name
  resource_group_name               = var.resource_group
  location                          = var.location
  account_kind                      = "FileStorage"
  account_tier                      = "Premium"
  account_replication_type          = var.zone_redundant ? "ZRS" : "LRS"
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = false
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

  share_properties {
    retention_policy {
      days = 30
    }
  }
}

resource "azurerm_storage_share" "this" {
  name               = "files"
  storage_account_id = azurerm_storage_account.this.id
  enabled_protocol   = "NFS"
  quota              = var.size_gb
}

resource "azurerm_private_endpoint" "this" {
  name                = var.name
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "file"
    private_connection_resource_id = azurerm_storage_account.this.id
    subresource_names              = ["file"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "file"
    private_dns_zone_ids = [var.endpoints.zones["file"]]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = azurerm_storage_account.this.id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"

  # Nothing can be changed back once it is there.
  depends_on = [azurerm_private_endpoint.this, azurerm_storage_share.this]
}
