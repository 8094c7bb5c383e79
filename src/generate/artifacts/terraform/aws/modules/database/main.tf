# A relational database in the data subnets. Its password is made and turned by RDS itself and never seen here.
locals {
  family = "${var.engine}${var.engine == "postgres" ? split(".", var.engine_version)[0] : join(".", slice(split(".", var.engine_version), 0, 2))}"

  engines = {
    postgres = {
      port       = 5432
      logs       = ["postgresql", "upgrade"]
      parameters = { "rds.force_ssl" = "1", "log_statement" = "ddl", "log_min_duration_statement" = "1000" }
    }
    mysql = {
      port       = 3306
      logs       = ["error", "slowquery"]
      parameters = { "require_secure_transport" = "ON", "slow_query_log" = "1", "long_query_time" = "1" }
    }
    mariadb = {
      port       = 3306
      logs       = ["error", "slowquery"]
      parameters = { "require_secure_transport" = "ON", "slow_query_log" = "1", "long_query_time" = "1" }
    }
  }

  engine = local.engines[var.engine]
}

resource "aws_db_instance" "this" {
  #checkov:skip=CKV_AWS_133:a variable, which is a week at least
  #checkov:skip=CKV_AWS_157:a variable, which is true in production
  identifier = var.name

  engine                     = var.engine
  engine_version             = var.engine_version
  auto_minor_version_upgrade = true
  instance_class             = var.instance_class
  parameter_group_name       = aws_db_parameter_group.this.name
  ca_cert_identifier         = "rds-ca-rsa2048-g1"

  storage_type          = "gp3"
  allocated_storage     = var.storage_gb
  max_allocated_storage = var.storage_gb * 2
  storage_encrypted     = true
  kms_key_id            = var.kms_key_arn

  db_name                             = var.database_name
  username                            = var.user_name
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = var.kms_key_arn
  iam_database_authentication_enabled = true

  multi_az               = var.multi_az
  db_subnet_group_name   = aws_db_subnet_group.this.name
  vpc_security_group_ids = [aws_security_group.this.id]
  publicly_accessible    = false

  backup_retention_period   = var.backup_retention_days
  backup_window             = "02:00-03:00"
  maintenance_window        = "sun:03:30-sun:04:30"
  copy_tags_to_snapshot     = true
  delete_automated_backups  = !var.deletion_protection
  deletion_protection       = var.deletion_protection
  final_snapshot_identifier = "${var.name}-final"
  skip_final_snapshot       = !var.deletion_protection

  performance_insights_enabled    = true
  performance_insights_kms_key_id = var.kms_key_arn
  monitoring_interval             = 60
  monitoring_role_arn             = aws_iam_role.monitoring.arn
  enabled_cloudwatch_logs_exports = local.engine.logs
}

# The secret is RDS's; how often its value is turned is ours.
resource "aws_secretsmanager_secret_rotation" "this" {
  #checkov:skip=CKV_AWS_304:a variable, which is 90 at most
  secret_id = aws_db_instance.this.master_user_secret[0].secret_arn

  rotation_rules {
    automatically_after_days = var.rotation_days
  }
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name_prefix = "${var.name}-"
  family      = local.family

  dynamic "parameter" {
    for_each = local.engine.parameters

    content {
      name  = parameter.key
      value = parameter.value
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "this" {
  name_prefix = "database-"
  description = "Database ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = var.name }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this.id
  description                  = "From ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = local.engine.port
  to_port                      = local.engine.port
  referenced_security_group_id = each.value
}

resource "aws_vpc_security_group_egress_rule" "clients" {
  for_each = var.client_security_group_ids

  security_group_id            = each.value
  description                  = "To the database ${var.name}"
  ip_protocol                  = "tcp"
  from_port                    = local.engine.port
  to_port                      = local.engine.port
  referenced_security_group_id = aws_security_group.this.id
}

resource "aws_iam_role" "monitoring" {
  name_prefix = "db-monitoring-"
  description = "Reports what the machine of ${var.name} does"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "monitoring.rds.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

data "aws_partition" "current" {}

resource "aws_iam_role_policy_attachment" "monitoring" {
  role       = aws_iam_role.monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}
