module "cache" {
  source   = "./modules/cache"
  for_each = var.caches

  name              = "${local.name}-${each.key}-${local.unique}"
  resource_group    = azurerm_resource_group.this.name
  location          = var.location
  tags              = local.tags
  endpoints         = module.vpc.endpoints
  sku               = each.value.sku
  high_availability = each.value.high_availability

  clients = {
    for name, service in var.services : name => module.identities.identities[name].principal_id
    if contains(service.caches, each.key)
  }
}

#: addresses
locals {
  cache_addresses = merge([
    for key, cache in module.cache : {
      "${key}.host" = cache.host
      "${key}.port" = tostring(cache.port)
    }
  ]...)
}
#: end
