mock_provider "google" {}

variables {
  name                = "test-production-files-123456789012"
  region              = "europe-west3"
  retention_days      = 90
  archive_after_days  = 30
  kms_key             = "projects/test/locations/europe-west3/keyRings/test-production/cryptoKeys/data"
  deletion_protection = true
  clients             = {}
}

run "objects_age_and_go" {
  command = plan

  module {
    source = "./modules/storage"
  }

  assert {
    condition = [for rule in google_storage_bucket.this.lifecycle_rule : "${one(rule.action).type} ${coalesce(one(rule.condition).age, 0)}"] == [
      "SetStorageClass 30",
      "Delete 90",
      "Delete 0",
      "AbortIncompleteMultipartUpload 7",
    ]
    error_message = "Objects are kept for another time."
  }

  assert {
    condition     = !google_storage_bucket.this.force_destroy && google_storage_bucket.this.public_access_prevention == "enforced"
    error_message = "The bucket goes with what is in it, or everybody may read it."
  }
}

run "objects_stay_where_nobody_says_how_long" {
  command = plan

  module {
    source = "./modules/storage"
  }

  variables {
    retention_days     = null
    archive_after_days = null
  }

  assert {
    condition     = length(google_storage_bucket.this.lifecycle_rule) == 2
    error_message = "Objects are deleted though nobody asked for it."
  }
}
