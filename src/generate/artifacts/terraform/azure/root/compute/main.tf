module "compute" {
  source = "./modules/compute"

  name           = local.name
  resource_group = azurerm_resource_group.this.name
  location       = var.location
  tags           = local.tags
  subnet_id      = module.vpc.subnet_id
  network_id     = module.vpc.id #: internal
  is_internal    = local.is_internal
  zone_redundant = var.zone_redundant
  identities     = module.identities.identities
  registry       = data.azurerm_container_registry.this.login_server #: registry
  messaging      = module.queue.namespace                            #: queue
  #: files
  file_shares = { for key, files in module.file_system : key => { server = files.server, path = files.path } }
  #: end

  services = {
    for name, service in var.services : name => merge(service, {
      image     = service.is_own_image ? "${data.azurerm_container_registry.this.login_server}/${service.image}" : service.image #: registry
      is_public = contains(local.exposed, name)

      #: addresses
      environment = merge(
        service.environment,
        { for variable, address in service.addresses : variable => local.addresses[address] },
      )
      #: end

      #: secrets
      secrets = { for variable, secret in service.secrets : variable => module.secrets.addresses[secret] }
      #: end
    })
  }
}
