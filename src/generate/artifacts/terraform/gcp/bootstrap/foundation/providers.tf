terraform {
  required_version = ">= 1.10"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }
}

# Budgets are asked for in the name of the project, too.
provider "google" {
  region                = var.region
  user_project_override = true

  default_labels = {
    project    = var.project
    managed-by = "terraform"
  }
}
