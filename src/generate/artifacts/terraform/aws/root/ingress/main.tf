module "certificate" {
  source = "./modules/certificate"

  domains       = distinct([for service in local.served : service.ingress.host])
  hosted_zone   = var.domain.hosted_zone
  key_algorithm = var.domain.key_algorithm
}

module "load_balancer" {
  source = "./modules/load_balancer"

  name                = local.name
  environment         = var.environment
  vpc_id              = module.vpc.id
  vpc_cidr            = module.vpc.cidr #: addressed
  subnet_ids          = module.vpc.public_subnet_ids
  certificate_arn     = module.certificate.certificate_arn
  zone_id             = module.certificate.zone_id
  log_bucket          = module.log_bucket.bucket
  deletion_protection = var.deletion_protection

  services = {
    for name, service in local.served : name => merge(service.ingress, {
      port          = service.port                                                 #: compute
      port          = 80                                                           #: machines
      colours       = service.strategy == "ROLLING" ? ["blue"] : ["blue", "green"] #: compute
      colours       = ["blue"]                                                     #: machines
      colours       = ["live"]                                                     #: functions
      drain_seconds = service.drain_seconds                                        #: compute
      drain_seconds = service.drain_seconds                                        #: machines
    })
  }
}

locals {
  served = { for name, service in var.services : name => service if service.ingress != null }
}
