module "secrets" {
  source = "./modules/secrets"

  region    = var.region
  kms_key   = data.google_kms_crypto_key.this.id
  protected = var.deletion_protection

  secrets = merge([
    for name, service in var.services : {
      for variable in service.secrets : "${service.secret}-${variable}" => module.identities.emails[name]
    }
  ]...)
}
