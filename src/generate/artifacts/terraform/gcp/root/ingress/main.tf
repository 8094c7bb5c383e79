module "certificate" {
  source = "./modules/certificate"

  name        = local.name
  domains     = toset([for service in local.served : service.ingress.host])
  hosted_zone = var.domain.hosted_zone
}

module "load_balancer" {
  source = "./modules/load_balancer"

  name            = local.name
  region          = var.region
  certificate_map = module.certificate.map_id
  zone_name       = module.certificate.zone_name

  services = {
    for name, service in local.served : name => merge(service.ingress, {
      name = module.compute.names[name]
    })
  }
}

locals {
  served = { for name, service in var.services : name => service if service.ingress != null }
}
