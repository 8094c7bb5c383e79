terraform {
  required_providers {
    google = { source = "hashicorp/google" }
  }
}

provider "google" {
  project = "orders"
  region  = "europe-west3"
}

resource "google_compute_network" "main" {
  name                    = "orders"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "private" {
  name          = "private"
  network       = google_compute_network.main.id
  ip_cidr_range = "10.0.0.0/20"
}

resource "google_sql_database_instance" "orders" {
  database_version    = "POSTGRES_16"
  deletion_protection = true
  settings {
    tier = "db-custom-2-8192"
    backup_configuration {
      enabled = true
    }
  }
}

resource "google_cloud_run_v2_service" "orders" {
  name     = "orders"
  location = "europe-west3"
  template {
    scaling {
      min_instance_count = 2
    }
    containers {
      image = "europe-docker.pkg.dev/orders/orders/api:1"
      resources {
        limits = { cpu = "1", memory = "512Mi" }
      }
    }
  }
}

resource "google_storage_bucket" "invoices" {
  name     = "invoices"
  location = "EU"
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = 90
    }
  }
}
