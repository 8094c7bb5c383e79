mock_provider "azurerm" {}

variables {
  name                = "test-production"
  resource_group      = "test-production"
  location            = "westeurope"
  tags                = { project = "test" }
  tenant_id           = "22222222-2222-2222-2222-222222222222"
  subnet_id           = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/private"
  workspace_id        = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.OperationalInsights/workspaces/test"
  registry_id         = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ContainerRegistry/registries/test" #: registry
  system_nodes        = 3
  administrators      = ["33333333-3333-3333-3333-333333333333"]
  deletion_protection = true

  workloads = {
    orders = { identity_id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders", namespace = "shop" }
  }

  key = {
    id           = "https://keys.vault.azure.net/keys/data"
    identity_id  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/encryption"
    principal_id = "11111111-1111-1111-1111-111111111111"
  }
}

run "the_control_plane_is_in_the_network_and_asks_entra" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.private_cluster_enabled && !azurerm_kubernetes_cluster.this.private_cluster_public_fqdn_enabled
    error_message = "The control plane has an address outside."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.local_account_disabled && azurerm_kubernetes_cluster.this.azure_active_directory_role_based_access_control[0].azure_rbac_enabled
    error_message = "Somebody gets in whom Entra does not know."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.network_profile[0].network_plugin_mode == "overlay" && azurerm_kubernetes_cluster.this.network_profile[0].outbound_type == "userAssignedNATGateway"
    error_message = "Pods take addresses of the network, or go out another way."
  }

  assert {
    condition     = azurerm_kubernetes_cluster.this.automatic_upgrade_channel == "stable" && length(azurerm_management_lock.this) == 1
    error_message = "The cluster grows old, or can be deleted."
  }
}

run "a_service_stands_for_its_identity_in_its_own_namespace" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = azurerm_federated_identity_credential.workload["orders"].subject == "system:serviceaccount:shop:orders"
    error_message = "Another ServiceAccount stands for the identity."
  }

  assert {
    condition     = azurerm_role_assignment.administrator["33333333-3333-3333-3333-333333333333"].role_definition_name == "Azure Kubernetes Service RBAC Cluster Admin"
    error_message = "Who is named may do something else."
  }
}
