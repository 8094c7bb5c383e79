terraform {
  required_version = ">= 1.10"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  # Where the state lies is said by environments/NAME.gcs.tfbackend.
  backend "gcs" {}
}

# Which project: GOOGLE_PROJECT, or that of the credentials.
provider "google" {
  region = var.region

  default_labels = {
    project     = var.project
    environment = var.environment
    managed-by  = "terraform"
  }
}
