module "file_system" {
  source   = "./modules/file_system"
  for_each = var.file_shares

  name                = "${substr(replace("${local.name}${each.key}", "/[^a-z0-9]/", ""), 0, 16)}${substr(sha256("${local.unique}/files/${each.key}"), 0, 8)}"
  resource_group      = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
  endpoints           = module.vpc.endpoints
  key                 = module.encryption.key
  size_gb             = each.value.size_gb
  zone_redundant      = var.zone_redundant
  deletion_protection = var.deletion_protection
}
