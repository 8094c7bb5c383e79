# The network by itself. Nothing is created and nobody is asked.
mock_provider "google" {}

variables {
  name   = "test-production"
  region = "europe-west3"
  cidr   = "10.0.0.0/16"
}

run "what_runs_and_what_google_runs_have_addresses_of_their_own" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  assert {
    condition     = google_compute_subnetwork.private.ip_cidr_range == "10.0.0.0/20"
    error_message = "What runs has other addresses."
  }

  assert {
    condition     = google_compute_global_address.data.address == "10.0.64.0" && google_compute_global_address.data.prefix_length == 20
    error_message = "Databases and caches have other addresses."
  }
}

run "a_network_that_is_too_small_is_refused" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  variables {
    cidr = "10.0.0.0/24"
  }

  expect_failures = [var.cidr]
}
