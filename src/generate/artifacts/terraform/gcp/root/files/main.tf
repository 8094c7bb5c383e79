module "file_system" {
  source   = "./modules/file_system"
  for_each = var.file_systems

  name                = "${local.name}-${each.key}"
  zone                = "${var.region}-${var.file_zone}"
  network_id          = module.vpc.id
  address_range       = module.vpc.data_range
  clients             = [module.vpc.private_range]
  deletion_protection = var.deletion_protection
}

locals {
  file_mounts = {
    for name, service in var.services : name => {
      for mount in service.mounts : mount.name => {
        server = module.file_system[mount.file_system].host
        share  = module.file_system[mount.file_system].share
        path   = mount.path
      }
    }
  }
}
