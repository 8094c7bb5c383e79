terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.7"
    }
  }
}

variable "name" {
  description = "How it is called"
  type        = string
}

variable "subnet_ids" {
  description = "The subnets that it runs in"
  type        = list(string)
}

variable "settings" {
  description = "Version and size"
  type = object({
    engine_version = string
    storage_gb     = number
    multi_az       = bool
  })
}

ephemeral "random_password" "master" {
  length = 32
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "this" {
  identifier           = var.name
  engine               = "postgres"
  engine_version       = var.settings.engine_version
  instance_class       = "db.t4g.medium"
  allocated_storage    = var.settings.storage_gb
  multi_az             = var.settings.multi_az
  db_subnet_group_name = aws_db_subnet_group.this.name
  username             = "orders"
  password_wo          = ephemeral.random_password.master.result
  password_wo_version  = 1
  storage_encrypted    = true
}

output "address" {
  description = "Where it answers"
  value       = aws_db_instance.this.address
}
