module "cache" {
  source   = "./modules/cache"
  for_each = var.caches

  name              = "${local.name}-${each.key}"
  region            = var.region
  engine_version    = each.value.engine_version
  memory_gb         = each.value.memory_gb
  high_availability = each.value.high_availability
  network_id        = module.vpc.id
  address_range     = module.vpc.data_range
  kms_key           = data.google_kms_crypto_key.this.id
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
