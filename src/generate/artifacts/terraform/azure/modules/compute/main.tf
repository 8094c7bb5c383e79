# Where Container Apps run: in the network, on machines of nobody in particular or, where more is needed, on some of their own.
locals {
  # 32 characters at most; what is longer ends with a hash of the whole.
  names = {
    for key in keys(var.services) : key => (
      length(key) <= 32 ? key : "${trimsuffix(substr(key, 0, 25), "-")}-${substr(sha256(key), 0, 6)}"
    )
  }

  jobs = { for key, service in var.services : key => service if service.kind == "job" }
  apps = { for key, service in var.services : key => service if service.kind != "job" }

  # As many machines as there can be instances at the most: several instances fit on one.
  profiles = {
    for profile in distinct([for service in var.services : service.profile if service.profile != "Consumption"]) :
    profile => sum([for service in var.services : service.max_count if service.profile == profile])
  }
}

resource "azurerm_container_app_environment" "this" {
  name                               = var.name
  resource_group_name                = var.resource_group
  infrastructure_resource_group_name = "${var.resource_group}-apps"
  location                           = var.location
  infrastructure_subnet_id           = var.subnet_id
  internal_load_balancer_enabled     = var.is_internal
  public_network_access              = var.is_internal ? "Disabled" : "Enabled"
  zone_redundancy_enabled            = var.zone_redundant
  logs_destination                   = "azure-monitor"
  tags                               = var.tags

  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }

  dynamic "workload_profile" {
    for_each = local.profiles

    content {
      name                  = workload_profile.key
      workload_profile_type = workload_profile.key
      minimum_count         = 1
      maximum_count         = workload_profile.value
    }
  }
}
