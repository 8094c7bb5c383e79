locals {
  flags = local.is_postgres ? local.postgres_flags : local.mysql_flags

  postgres_flags = {
    "cloudsql.enable_pgaudit"     = "on"
    "cloudsql.iam_authentication" = "on"
    "log_checkpoints"             = "on"
    "log_connections"             = "on"
    "log_disconnections"          = "on"
    "log_duration"                = "on"
    "log_hostname"                = "on"
    "log_lock_waits"              = "on"
    "log_min_duration_statement"  = "-1"
    "log_min_error_statement"     = "error"
    "log_min_messages"            = "warning"
    "log_statement"               = "ddl"
    "log_temp_files"              = "0"
  }

  mysql_flags = {
    "cloudsql_iam_authentication" = "on"
    "local_infile"                = "off"
    "long_query_time"             = "1"
    "skip_show_database"          = "on"
    "slow_query_log"              = "on"
  }
}
