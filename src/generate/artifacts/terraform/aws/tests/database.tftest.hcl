mock_provider "aws" {}

variables {
  name                      = "test-production-orders"
  engine                    = "postgres"
  engine_version            = "16.4"
  instance_class            = "db.t4g.medium"
  storage_gb                = 100
  database_name             = "app"
  user_name                 = "app"
  multi_az                  = true
  backup_retention_days     = 30
  rotation_days             = 30
  deletion_protection       = true
  vpc_id                    = "vpc-00000000000000000"
  subnet_ids                = ["subnet-00000000000000000", "subnet-11111111111111111"]
  client_security_group_ids = { orders = "sg-00000000000000000" }
  kms_key_arn               = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
}

run "data_is_encrypted_and_kept" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition     = aws_db_instance.this.storage_encrypted && aws_db_instance.this.deletion_protection && !aws_db_instance.this.skip_final_snapshot
    error_message = "The database is not encrypted, not protected, or gone without a last snapshot."
  }

  assert {
    condition     = aws_db_instance.this.manage_master_user_password && !aws_db_instance.this.publicly_accessible
    error_message = "The password is not RDS's own, or the database can be reached from outside."
  }

  assert {
    condition     = aws_db_parameter_group.this.family == "postgres16"
    error_message = "The parameters are those of another version."
  }
}

run "only_clients_may_connect" {
  command = plan

  module {
    source = "./modules/database"
  }

  assert {
    condition     = keys(aws_vpc_security_group_ingress_rule.clients) == ["orders"] && aws_vpc_security_group_ingress_rule.clients["orders"].from_port == 5432
    error_message = "Others than the clients may connect, or to another port."
  }
}

run "an_unknown_engine_is_refused" {
  command = plan

  module {
    source = "./modules/database"
  }

  variables {
    engine = "oracle"
  }

  expect_failures = [var.engine]
}
