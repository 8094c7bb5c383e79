locals {
  name       = "${var.project}-${var.environment}"
  project_id = trimprefix(data.google_project.current.id, "projects/")
}

data "google_project" "current" {}

# Keys outlive environments, as Google never gives up their names: bootstrap/ makes them.
data "google_kms_key_ring" "this" {
  name     = local.name
  location = var.region
}

data "google_kms_crypto_key" "this" {
  name     = "data"
  key_ring = data.google_kms_key_ring.this.id
}

module "vpc" {
  source = "./modules/vpc"

  name   = local.name
  region = var.region
  cidr   = var.vpc.cidr
}

module "identities" {
  source = "./modules/identities"

  name     = local.name
  services = toset(keys(var.services))
}
