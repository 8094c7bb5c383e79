module "cluster" {
  source = "./modules/cluster"

  name                = local.name
  region              = var.region
  network_id          = module.vpc.id
  subnet_id           = module.vpc.subnet_id
  private_range       = module.vpc.private_range
  kms_key             = data.google_kms_crypto_key.this.id
  project_id          = local.project_id
  deletion_protection = var.deletion_protection

  workloads = {
    for name, service in var.services : name => {
      account   = module.identities.ids[name]
      namespace = service.namespace
    }
  }
}
