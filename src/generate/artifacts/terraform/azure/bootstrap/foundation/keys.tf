# A vault for the key of each environment, in its region. A key is never given up: what was encrypted with it may outlive all else.
resource "azurerm_key_vault" "this" {
  #checkov:skip=CKV_AZURE_109:closed but for the addresses that are named; open where none is, or no key could be made
  #checkov:skip=CKV_AZURE_189:keys are made from where bootstrap is applied
  #checkov:skip=CKV2_AZURE_32:keys are made from where bootstrap is applied, which is in no network
  for_each = local.places

  name                          = "keys-${trimsuffix(substr(each.key, 0, 10), "-")}-${local.unique[each.key]}"
  resource_group_name           = azurerm_resource_group.this.name
  location                      = each.value
  tenant_id                     = data.azurerm_client_config.current.tenant_id
  sku_name                      = "premium"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = true
  tags                          = local.tags

  network_acls {
    bypass         = "AzureServices"
    default_action = length(var.operator_addresses) > 0 ? "Deny" : "Allow"
    ip_rules       = var.operator_addresses
  }
}

resource "azurerm_role_assignment" "keys" {
  for_each = {
    for pair in setproduct(local.names, local.operators) : join(" ", pair) => { place = pair[0], operator = pair[1] }
  }

  scope                = azurerm_key_vault.this[each.value.place].id
  role_definition_name = "Key Vault Crypto Officer"
  principal_id         = each.value.operator
}

#trivy:ignore:AVD-AZU-0014 it turns by itself
resource "azurerm_key_vault_key" "this" {
  #checkov:skip=CKV_AZURE_40:it turns by itself
  for_each = azurerm_key_vault.this

  name         = "data"
  key_vault_id = each.value.id
  key_type     = "RSA-HSM"
  key_size     = 3072
  key_opts     = ["unwrapKey", "wrapKey"]
  tags         = local.tags

  rotation_policy {
    expire_after         = "P1Y"
    notify_before_expiry = "P30D"

    automatic {
      time_before_expiry = "P60D"
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [azurerm_role_assignment.keys]
}

# Who encrypts the states and the images.
resource "azurerm_user_assigned_identity" "encryption" {
  name                = "${var.project}-bootstrap"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "encryption" {
  scope                = azurerm_key_vault_key.this["${var.project}-bootstrap"].resource_versionless_id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.encryption.principal_id
  principal_type       = "ServicePrincipal"
}
