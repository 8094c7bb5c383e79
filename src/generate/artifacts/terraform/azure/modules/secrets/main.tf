# A vault for secrets. Their values are put there by a person or by rotation, never by Terraform, whose state would show them;
# Key Vault has no place without a value, so that a secret is there once it has one.
resource "azurerm_key_vault" "this" {
  name                          = var.name
  resource_group_name           = var.resource_group
  location                      = var.location
  tenant_id                     = var.tenant_id
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  public_network_access_enabled = length(var.operator_addresses) > 0
  tags                          = var.tags

  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
    ip_rules       = var.operator_addresses
  }
}

# Each service reads its own secrets, and lists none.
resource "azurerm_role_assignment" "reader" {
  for_each = var.secrets

  scope                = "${azurerm_key_vault.this.id}/secrets/${each.key}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = each.value
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "operator" {
  for_each = var.operators

  scope                = azurerm_key_vault.this.id
  role_definition_name = "Key Vault Secrets Officer"
  principal_id         = each.value
}

resource "azurerm_private_endpoint" "this" {
  name                = "${var.name}-vault"
  resource_group_name = var.resource_group
  location            = var.location
  subnet_id           = var.endpoints.subnet_id
  tags                = var.tags

  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.this.id
    subresource_names              = ["vault"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [var.endpoints.zones["vault"]]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = azurerm_key_vault.this.id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"
}
