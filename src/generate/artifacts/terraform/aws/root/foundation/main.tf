locals {
  name = "${var.project}-${var.environment}"
}

module "encryption" {
  source = "./modules/encryption"

  name = local.name
}

module "vpc" {
  source = "./modules/vpc"

  name               = local.name
  cidr               = var.vpc.cidr
  zones              = var.vpc.zones
  single_nat_gateway = var.vpc.single_nat_gateway
  kms_key_arn        = module.encryption.key_arn
  log_retention_days = var.log_retention_days
}
