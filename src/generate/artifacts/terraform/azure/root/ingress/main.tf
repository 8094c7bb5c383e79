module "load_balancer" {
  source = "./modules/load_balancer"

  name           = local.name
  resource_group = azurerm_resource_group.this.name
  tags           = local.tags
  zone           = var.domain.zone

  services = {
    for name, service in local.served : name => merge(service.ingress, { origin = module.compute.hosts[name] })
  }
}

locals {
  is_internal = false
  exposed     = keys(local.served)
  served      = { for name, service in var.services : name => service if service.ingress != null }
}
