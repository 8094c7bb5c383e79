# An image is built once and goes through all environments: it belongs to none of them. Pipelines push it from where they are.
resource "azurerm_container_registry" "this" {
  #checkov:skip=CKV_AZURE_139:pipelines push from where they are, as those whom Entra knows
  #checkov:skip=CKV_AZURE_164:pipelines sign images with cosign; what Azure called trust is given up
  #checkov:skip=CKV_AZURE_165:copies in other regions cost as much again, and no document asks for them
  #checkov:skip=CKV_AZURE_166:images are scanned before they are pushed
  name                          = "${substr(replace(var.project, "-", ""), 0, 40)}${local.unique[var.project]}"
  resource_group_name           = azurerm_resource_group.this.name
  location                      = var.location
  sku                           = "Premium"
  admin_enabled                 = false
  anonymous_pull_enabled        = false
  public_network_access_enabled = true
  network_rule_bypass_option    = "AzureServices"
  data_endpoint_enabled         = true
  zone_redundancy_enabled       = true
  retention_policy_in_days      = 7 # Of what has no tag: it was never finished.
  tags                          = local.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.encryption.id]
  }

  encryption {
    key_vault_key_id   = azurerm_key_vault_key.this["${var.project}-bootstrap"].versionless_id
    identity_client_id = azurerm_user_assigned_identity.encryption.client_id
  }

  depends_on = [azurerm_role_assignment.encryption]
}

resource "azurerm_role_assignment" "push" {
  for_each = local.operators

  scope                = azurerm_container_registry.this.id
  role_definition_name = "AcrPush"
  principal_id         = each.value
}
