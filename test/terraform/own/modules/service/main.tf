terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

variable "name" {
  description = "How it is called"
  type        = string
}

variable "cluster" {
  description = "The cluster that it runs in"
  type        = string
}

variable "vpc_id" {
  description = "The network"
  type        = string
}

variable "subnet_ids" {
  description = "The subnets that it runs in"
  type        = list(string)
}

variable "settings" {
  description = "Image, size and port"
  type = object({
    image    = string
    replicas = number
    port     = number
  })
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "task" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_security_group" "this" {
  name   = var.name
  vpc_id = var.vpc_id

  ingress {
    description = "From the load balancer"
    from_port   = var.settings.port
    to_port     = var.settings.port
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}

resource "aws_ecs_task_definition" "this" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  task_role_arn            = aws_iam_role.task.arn

  container_definitions = jsonencode([{
    name         = "service"
    image        = var.settings.image
    portMappings = [{ containerPort = var.settings.port }]
  }])
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = var.settings.replicas
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = var.subnet_ids
    security_groups = [aws_security_group.this.id]
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
}

output "arn" {
  description = "The service"
  value       = aws_ecs_service.this.id
}
