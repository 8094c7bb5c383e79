module "compute" {
  source = "./modules/compute"

  name                = local.name
  region              = var.region
  network             = module.vpc.name
  subnet              = module.vpc.subnet
  kms_key             = data.google_kms_crypto_key.this.id
  service_accounts    = module.identities.emails
  readable_secrets    = module.secrets.names #: secrets
  deletion_protection = var.deletion_protection

  services = {
    for name, service in var.services : name => merge(service, {
      #: registry
      image = !service.is_own_image ? service.image : (
        "${var.registry.location}-docker.pkg.dev/${local.project_id}/${var.registry.repository}/${service.image}"
      )
      #: end
      file_systems = local.file_mounts[name] #: files

      #: addresses
      environment = merge(
        service.environment,
        { for variable, address in service.addresses : variable => local.addresses[address] },
      )
      #: end

      #: secrets
      secrets = { for variable in service.secrets : variable => "${service.secret}-${variable}" }
      #: end
    })
  }
}
