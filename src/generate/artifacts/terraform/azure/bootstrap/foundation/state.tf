# One blob for each environment, with a lease on it while somebody writes. It is read from where people and pipelines are, by those
# whom Entra knows: there is no key.
resource "azurerm_storage_account" "state" {
  #checkov:skip=CKV_AZURE_43:it is calculated
  #checkov:skip=CKV_AZURE_33:there are no queues in it
  #checkov:skip=CKV_AZURE_35:people and pipelines read it from where they are
  #checkov:skip=CKV_AZURE_59:people and pipelines read it from where they are
  #checkov:skip=CKV2_AZURE_33:people and pipelines read it from where they are, which is in no network
  name                              = "${substr(replace(var.project, "-", ""), 0, 11)}state${local.unique[var.project]}"
  resource_group_name               = azurerm_resource_group.this.name
  location                          = var.location
  account_kind                      = "StorageV2"
  account_tier                      = "Standard"
  account_replication_type          = "GRS"
  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  public_network_access_enabled     = true
  allow_nested_items_to_be_public   = false
  shared_access_key_enabled         = false
  default_to_oauth_authentication   = true
  local_user_enabled                = false
  cross_tenant_replication_enabled  = false
  infrastructure_encryption_enabled = true
  tags                              = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.encryption.id]
  }

  customer_managed_key {
    key_vault_key_id          = azurerm_key_vault_key.this["${var.project}-bootstrap"].versionless_id
    user_assigned_identity_id = azurerm_user_assigned_identity.encryption.id
  }

  network_rules {
    default_action = length(var.operator_addresses) > 0 ? "Deny" : "Allow"
    bypass         = ["AzureServices"]
    ip_rules       = var.operator_addresses
  }

  sas_policy {
    expiration_period = "00.01:00:00"
    expiration_action = "Log"
  }

  blob_properties {
    versioning_enabled  = true
    change_feed_enabled = true

    delete_retention_policy {
      days = 90
    }

    container_delete_retention_policy {
      days = 90
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_storage_container" "state" {
  #checkov:skip=CKV2_AZURE_21:there is no workspace before the environments
  name                  = "state"
  storage_account_id    = azurerm_storage_account.state.id
  container_access_type = "private"
}

resource "azurerm_role_assignment" "state" {
  for_each = local.operators

  scope                = azurerm_storage_container.state.id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = each.value
}
