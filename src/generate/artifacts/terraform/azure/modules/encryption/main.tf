# Who uses the key that bootstrap/ made for the environment: storage, queues, caches and disks, in their own name.
resource "azurerm_user_assigned_identity" "this" {
  name                = "${var.name}-encryption"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "this" {
  scope                = "${var.vault_id}/keys/${var.key}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.this.principal_id
  principal_type       = "ServicePrincipal"
}
