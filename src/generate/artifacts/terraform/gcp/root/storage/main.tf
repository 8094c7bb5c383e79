module "storage" {
  source   = "./modules/storage"
  for_each = var.buckets

  name                = "${local.name}-${each.key}-${data.google_project.current.number}"
  region              = var.region
  retention_days      = each.value.retention_days
  archive_after_days  = each.value.archive_after_days
  kms_key             = data.google_kms_crypto_key.this.id
  deletion_protection = var.deletion_protection

  clients = {
    for name, service in var.services : name => module.identities.emails[name]
    if contains(service.buckets, each.key)
  }
}

#: addresses
locals {
  storage_addresses = { for key, bucket in module.storage : "${key}.bucket" => bucket.bucket }
}
#: end
