module "storage" {
  source   = "./modules/storage"
  for_each = var.buckets

  name                = "${local.name}-${each.key}"
  retention_days      = each.value.retention_days
  archive_after_days  = each.value.archive_after_days
  log_bucket          = module.log_bucket.bucket
  kms_key_arn         = module.encryption.key_arn
  deletion_protection = var.deletion_protection
}

locals {
  storage_addresses = { for key, bucket in module.storage : "${key}.bucket" => bucket.bucket } #: addresses

  storage_permissions = {
    for name, service in var.services : name => flatten([
      for key in service.buckets : [
        {
          actions   = ["s3:ListBucket"]
          resources = [module.storage[key].arn]
        },
        {
          actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
          resources = ["${module.storage[key].arn}/*"]
        },
        {
          actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
          resources = [module.encryption.key_arn]
        },
      ]
    ])
  }
}
