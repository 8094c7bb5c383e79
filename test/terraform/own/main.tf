module "network" {
  source = "./modules/network"

  name  = local.name
  cidr  = var.cidr
  zones = slice(data.aws_availability_zones.here.names, 0, var.zone_count)
}

module "service" {
  source   = "./modules/service"
  for_each = var.services

  name       = "${local.name}-${each.key}"
  cluster    = aws_ecs_cluster.main.arn
  vpc_id     = module.network.vpc_id
  subnet_ids = values(module.network.private_subnet_ids)
  settings   = each.value
}

module "database" {
  source = "./modules/database"
  count  = var.database == null ? 0 : 1

  name       = local.name
  subnet_ids = values(module.network.private_subnet_ids)
  settings   = var.database
}

resource "aws_ecs_cluster" "main" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_acm_certificate" "main" {
  domain_name       = var.domain
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "validation" {
  for_each = { for option in aws_acm_certificate.main.domain_validation_options : option.domain_name => option }

  zone_id = data.aws_route53_zone.main.zone_id
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

data "aws_availability_zones" "here" {
  state = "available"
}

data "aws_route53_zone" "main" {
  name = var.domain
}

locals {
  name = "orders-${var.environment}"
}
