output "key" {
  description = "Address of the key without a version, so that it turns by itself, and who may use it, once they may."
  value = {
    id           = "${var.vault_uri}keys/${var.key}"
    identity_id  = azurerm_user_assigned_identity.this.id
    principal_id = azurerm_user_assigned_identity.this.principal_id
  }
  depends_on = [azurerm_role_assignment.this]
}
