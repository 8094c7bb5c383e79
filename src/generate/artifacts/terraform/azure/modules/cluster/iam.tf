# Who the cluster is and who its nodes are. The cluster takes addresses of its subnet, uses disks with the key, and makes nodes.
resource "azurerm_user_assigned_identity" "this" {
  for_each = toset(["cluster", "nodes"])

  name                = "${var.name}-${each.key}"
  resource_group_name = var.resource_group
  location            = var.location
  tags                = var.tags
}

resource "azurerm_role_assignment" "network" {
  scope                = var.subnet_id
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.this["cluster"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "nodes" {
  scope                = azurerm_user_assigned_identity.this["nodes"].id
  role_definition_name = "Managed Identity Operator"
  principal_id         = azurerm_user_assigned_identity.this["cluster"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "disks" {
  scope                = azurerm_disk_encryption_set.this.id
  role_definition_name = "Reader"
  principal_id         = azurerm_user_assigned_identity.this["cluster"].principal_id
  principal_type       = "ServicePrincipal"
}

#: registry
resource "azurerm_role_assignment" "images" {
  scope                = var.registry_id
  role_definition_name = "AcrPull"
  principal_id         = azurerm_user_assigned_identity.this["nodes"].principal_id
  principal_type       = "ServicePrincipal"
}
#: end

resource "azurerm_role_assignment" "administrator" {
  for_each = var.administrators

  scope                = azurerm_kubernetes_cluster.this.id
  role_definition_name = "Azure Kubernetes Service RBAC Cluster Admin"
  principal_id         = each.value
}

# The ServiceAccount of a service, in its own namespace only, stands for the identity.
resource "azurerm_federated_identity_credential" "workload" {
  for_each = var.workloads

  name                      = var.name
  user_assigned_identity_id = each.value.identity_id
  issuer                    = azurerm_kubernetes_cluster.this.oidc_issuer_url
  subject                   = "system:serviceaccount:${each.value.namespace}:${each.key}"
  audience                  = ["api://AzureADTokenExchange"]
}
