mock_provider "google" {}

variables {
  name                = "test-production"
  project_id          = "test"
  region              = "europe-west3"
  network_id          = "projects/test/global/networks/test-production"
  subnet_id           = "projects/test/regions/europe-west3/subnetworks/test-production-private"
  private_range       = "10.0.0.0/20"
  kms_key             = "projects/test/locations/europe-west3/keyRings/test-production/cryptoKeys/data"
  deletion_protection = true

  workloads = {
    orders = { account = "projects/test/serviceAccounts/orders@test.iam.gserviceaccount.com", namespace = "shop" }
  }
}

run "nothing_of_the_cluster_has_an_address_outside" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = google_container_cluster.this.private_cluster_config[0].enable_private_nodes && google_container_cluster.this.private_cluster_config[0].enable_private_endpoint
    error_message = "Nodes or the control plane have an address outside."
  }

  assert {
    condition     = google_container_cluster.this.database_encryption[0].key_name == var.kms_key
    error_message = "Secrets lie in the cluster without a key of the project."
  }
}

run "a_service_stands_for_its_account_in_its_own_namespace" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = google_service_account_iam_member.workload["orders"].member == "serviceAccount:test.svc.id.goog[shop/orders]"
    error_message = "Another ServiceAccount stands for the account."
  }
}
