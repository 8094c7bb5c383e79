module "secrets" {
  source = "./modules/secrets"

  name        = local.name
  names       = toset([for service in var.services : service.secret if service.secret != null])
  kms_key_arn = module.encryption.key_arn
}
