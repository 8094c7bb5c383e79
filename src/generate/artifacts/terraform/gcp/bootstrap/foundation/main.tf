# What stands before every environment and outlives them: where their state is kept, their keys, the images, the budgets.
data "google_project" "current" {}

locals {
  project_id = trimprefix(data.google_project.current.id, "projects/")

  places = merge({ "${var.project}-bootstrap" = var.region }, {
    for environment, region in var.environments : "${var.project}-${environment}" => region
  })
}

# Google never gives up the name of a ring or a key, so an environment that is taken away and comes back finds its own.
resource "google_kms_key_ring" "this" {
  for_each = local.places

  name     = each.key
  location = each.value
}

resource "google_kms_crypto_key" "this" {
  for_each = google_kms_key_ring.this

  name                       = "data"
  key_ring                   = each.value.id
  rotation_period            = "7776000s" # 90 days
  destroy_scheduled_duration = "2592000s" # 30 days

  lifecycle {
    prevent_destroy = true
  }
}

# Services of Google that encrypt with the keys, in the name of this project.
resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = {
    for pair in setproduct(keys(local.places), var.agents) : join(" ", pair) => { key = pair[0], agent = pair[1] }
  }

  crypto_key_id = google_kms_crypto_key.this[each.value.key].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${data.google_project.current.number}@${each.value.agent}.iam.gserviceaccount.com"
}
