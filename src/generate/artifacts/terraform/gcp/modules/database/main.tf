# A relational database on Cloud SQL, without an address of its own outside. Services log in as their accounts: there is no
# password that could be lost.
locals {
  is_postgres = startswith(var.engine_version, "POSTGRES")
}

resource "google_sql_database_instance" "this" {
  #checkov:skip=CKV_GCP_6:all connections are encrypted; who connects is known by an account, and not by a certificate
  #checkov:skip=CKV_GCP_79:the documents say which version
  name                = var.name
  region              = var.region
  database_version    = var.engine_version
  encryption_key_name = var.kms_key
  deletion_protection = var.deletion_protection

  settings {
    edition                     = "ENTERPRISE"
    tier                        = var.tier
    availability_type           = var.high_availability ? "REGIONAL" : "ZONAL"
    disk_type                   = "PD_SSD"
    disk_size                   = var.storage_gb
    disk_autoresize             = true
    disk_autoresize_limit       = var.storage_gb * 2
    deletion_protection_enabled = var.deletion_protection
    retain_backups_on_delete    = var.deletion_protection

    backup_configuration {
      enabled                        = true
      start_time                     = "02:00"
      location                       = var.region
      point_in_time_recovery_enabled = local.is_postgres ? true : null
      binary_log_enabled             = local.is_postgres ? null : true
      transaction_log_retention_days = 7

      backup_retention_settings {
        retained_backups = var.backups
        retention_unit   = "COUNT"
      }
    }

    ip_configuration {
      ipv4_enabled                                  = false
      private_network                               = var.network_id
      allocated_ip_range                            = var.address_range
      enable_private_path_for_google_cloud_services = true
      ssl_mode                                      = "ENCRYPTED_ONLY"
    }

    maintenance_window {
      day          = 7
      hour         = 3
      update_track = "stable"
    }

    insights_config {
      query_insights_enabled  = true
      query_plans_per_minute  = 5
      query_string_length     = 1024
      record_application_tags = true
      record_client_address   = false
    }

    dynamic "database_flags" {
      for_each = local.flags

      content {
        name  = database_flags.key
        value = database_flags.value
      }
    }
  }
}

resource "google_sql_database" "this" {
  name     = var.database_name
  instance = google_sql_database_instance.this.name
}

resource "google_sql_user" "client" {
  for_each = var.clients

  instance = google_sql_database_instance.this.name
  # PostgreSQL knows an account without the last part of its address, MySQL by the first.
  name = local.is_postgres ? trimsuffix(each.value, ".gserviceaccount.com") : each.value
  type = "CLOUD_IAM_SERVICE_ACCOUNT"
}
