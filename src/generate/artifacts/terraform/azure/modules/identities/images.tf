#: compute
#: registry
# Container Apps fetch an image as the service that it is of.
resource "azurerm_role_assignment" "images" {
  for_each = azurerm_user_assigned_identity.this

  scope                = var.registry_id
  role_definition_name = "AcrPull"
  principal_id         = each.value.principal_id
  principal_type       = "ServicePrincipal"
}
#: end
#: end
