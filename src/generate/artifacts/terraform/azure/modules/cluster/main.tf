# AKS. The control plane has an address in the network only, and asks Entra who may do what; nodes turn with their images.
resource "azurerm_kubernetes_cluster" "this" {
  name                                = var.name
  resource_group_name                 = var.resource_group
  node_resource_group                 = "${var.resource_group}-nodes"
  location                            = var.location
  dns_prefix                          = var.name
  sku_tier                            = "Standard"
  private_cluster_enabled             = true
  private_dns_zone_id                 = "System"
  private_cluster_public_fqdn_enabled = false
  local_account_disabled              = true
  role_based_access_control_enabled   = true
  azure_policy_enabled                = true
  oidc_issuer_enabled                 = true
  workload_identity_enabled           = true
  automatic_upgrade_channel           = "stable"
  node_os_upgrade_channel             = "NodeImage"
  image_cleaner_enabled               = true
  image_cleaner_interval_hours        = 48
  cost_analysis_enabled               = true
  disk_encryption_set_id              = azurerm_disk_encryption_set.this.id
  tags                                = var.tags

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
    tenant_id          = var.tenant_id
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.this["cluster"].id]
  }

  kubelet_identity {
    user_assigned_identity_id = azurerm_user_assigned_identity.this["nodes"].id
    client_id                 = azurerm_user_assigned_identity.this["nodes"].client_id
    object_id                 = azurerm_user_assigned_identity.this["nodes"].principal_id
  }

  # Pods have addresses of their own, outside those of the network.
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = "172.16.0.0/14"
    service_cidr        = "172.20.0.0/16"
    dns_service_ip      = "172.20.0.10"
  }

  # What the cluster itself needs; services run on other nodes.
  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ads_v5"
    vnet_subnet_id               = var.subnet_id
    zones                        = ["1", "2", "3"]
    auto_scaling_enabled         = true
    min_count                    = var.system_nodes
    max_count                    = var.system_nodes + 2
    max_pods                     = 110
    only_critical_addons_enabled = true
    os_disk_type                 = "Ephemeral"
    os_sku                       = "AzureLinux"
    host_encryption_enabled      = true
    temporary_name_for_rotation  = "sysnext"
    tags                         = var.tags

    upgrade_settings {
      max_surge                     = "33%"
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }

  oms_agent {
    log_analytics_workspace_id      = var.workspace_id
    msi_auth_for_monitoring_enabled = true
  }

  workload_autoscaler_profile {
    keda_enabled = true
  }

  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  maintenance_window_node_os {
    frequency   = "Weekly"
    interval    = 1
    day_of_week = "Saturday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
    duration    = 6
  }

  lifecycle {
    # The autoscaler owns the number of nodes, the channel the version.
    ignore_changes = [default_node_pool[0].node_count, kubernetes_version]
  }

  depends_on = [azurerm_role_assignment.network, azurerm_role_assignment.nodes]
}

resource "azurerm_kubernetes_cluster_node_pool" "services" {
  name                        = "services"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  vm_size                     = "Standard_D4ads_v5"
  vnet_subnet_id              = var.subnet_id
  zones                       = ["1", "2", "3"]
  auto_scaling_enabled        = true
  min_count                   = 1
  max_count                   = 10
  max_pods                    = 110
  os_disk_type                = "Ephemeral"
  os_sku                      = "AzureLinux"
  host_encryption_enabled     = true
  temporary_name_for_rotation = "svcnext"
  tags                        = var.tags

  upgrade_settings {
    max_surge                     = "33%"
    drain_timeout_in_minutes      = 30
    node_soak_duration_in_minutes = 0
  }

  lifecycle {
    ignore_changes = [node_count, orchestrator_version]
  }
}

resource "azurerm_disk_encryption_set" "this" {
  name                      = "${var.name}-disks"
  resource_group_name       = var.resource_group
  location                  = var.location
  key_vault_key_id          = var.key.id
  auto_key_rotation_enabled = true
  tags                      = var.tags

  identity {
    type         = "UserAssigned"
    identity_ids = [var.key.identity_id]
  }
}

resource "azurerm_management_lock" "this" {
  count = var.deletion_protection ? 1 : 0

  name       = "protected"
  scope      = azurerm_kubernetes_cluster.this.id
  lock_level = "CanNotDelete"
  notes      = "Take deletion_protection away first"

  # Nothing can be changed back once it is there.
  depends_on = [azurerm_kubernetes_cluster_node_pool.services, azurerm_monitor_data_collection_rule_association.this]
}
