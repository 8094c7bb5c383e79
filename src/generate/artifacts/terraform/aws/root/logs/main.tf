module "log_bucket" {
  source = "./modules/log_bucket"

  name                = local.name
  retention_days      = var.log_retention_days
  deletion_protection = var.deletion_protection
}
