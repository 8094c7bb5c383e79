module "file_system" {
  source   = "./modules/file_system"
  for_each = var.file_systems

  name        = "${local.name}-${each.key}"
  vpc_id      = module.vpc.id
  subnet_ids  = module.vpc.private_subnet_ids
  kms_key_arn = module.encryption.key_arn

  mounts = merge([
    for name, service in var.services : {
      for mount in service.mounts : "${name}-${mount.name}" => { uid = mount.uid, gid = mount.gid }
      if mount.file_system == each.key
    }
  ]...)

  client_security_group_ids = {
    for name, service in var.services : name => module.security_groups.ids[name]
    if contains(service.mounts[*].file_system, each.key)
  }
}

locals {
  file_permissions = {
    for name, service in var.services : name => [
      for key in distinct(service.mounts[*].file_system) : {
        actions   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
        resources = [module.file_system[key].arn]
      }
    ]
  }

  file_mounts = {
    for name, service in var.services : name => {
      for mount in service.mounts : mount.name => {
        file_system_id  = module.file_system[mount.file_system].id
        access_point_id = module.file_system[mount.file_system].access_point_ids["${name}-${mount.name}"]
        path            = mount.path
      }
    }
  }
}
