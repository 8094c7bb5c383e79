terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Project = "orders" }
  }
}

data "aws_availability_zones" "here" {
  state = "available"
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = data.aws_availability_zones.here.names[count.index]
}

resource "aws_security_group" "service" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_ecs_cluster" "main" {
  name = "orders"
}

resource "aws_ecs_service" "orders" {
  name          = "orders"
  cluster       = aws_ecs_cluster.main.id
  desired_count = 2
  network_configuration {
    subnets = aws_subnet.private[*].id
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}

resource "aws_db_instance" "orders" {
  instance_class    = "db.t4g.medium"
  engine            = "postgres"
  allocated_storage = 100
  multi_az          = true
}

resource "aws_sqs_queue" "events" {
  name                      = "events"
  message_retention_seconds = 1209600
}
