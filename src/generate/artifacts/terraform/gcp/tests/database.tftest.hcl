mock_provider "google" {}

variables {
  name                = "test-production-orders"
  region              = "europe-west3"
  engine_version      = "POSTGRES_16"
  tier                = "db-custom-2-8192"
  storage_gb          = 100
  database_name       = "app"
  high_availability   = true
  backups             = 30
  deletion_protection = true
  network_id          = "projects/test/global/networks/test-production"
  address_range       = "test-production-data"
  kms_key             = "projects/test/locations/europe-west3/keyRings/test-production/cryptoKeys/data"
  clients             = { orders = "orders@test.iam.gserviceaccount.com" }
}

run "data_is_encrypted_kept_and_not_to_be_reached_from_outside" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition     = google_sql_database_instance.this.encryption_key_name == var.kms_key && google_sql_database_instance.this.deletion_protection
    error_message = "The database is not encrypted with the key, or not protected."
  }

  assert {
    condition     = !google_sql_database_instance.this.settings[0].ip_configuration[0].ipv4_enabled && google_sql_database_instance.this.settings[0].ip_configuration[0].ssl_mode == "ENCRYPTED_ONLY"
    error_message = "The database can be reached from outside, or without TLS."
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].backup_configuration[0].point_in_time_recovery_enabled && google_sql_database_instance.this.settings[0].availability_type == "REGIONAL"
    error_message = "The database cannot be put back to a moment, or is in one zone."
  }

  assert {
    condition     = google_sql_user.client["orders"].name == "orders@test.iam" && google_sql_user.client["orders"].type == "CLOUD_IAM_SERVICE_ACCOUNT"
    error_message = "A client does not log in as its account."
  }
}

run "mysql_keeps_a_log_to_recover_from" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    engine_version = "MYSQL_8_4"
  }

  assert {
    condition     = google_sql_database_instance.this.settings[0].backup_configuration[0].binary_log_enabled
    error_message = "The database cannot be put back to a moment."
  }
}

run "an_unknown_engine_is_refused" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    engine_version = "MARIADB_11_4"
  }

  expect_failures = [var.engine_version]
}
