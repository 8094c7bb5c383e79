# Who may connect to whom: requests go from the load balancer to HAProxy, and from there to the service.
locals {
  groups = merge(
    { for key, service in var.services : "${key}-app" => key },
    { for key, service in var.services : "${key}-balancer" => key if service.is_served },
  )

  # Packages come over HTTP, signed; all else over HTTPS.
  ways_out = merge([
    for group in keys(local.groups) : {
      for port in [80, 443] : "${group}-${port}" => { group = group, port = port }
    }
  ]...)
}

resource "aws_security_group" "this" {
  for_each = local.groups

  #checkov:skip=CKV2_AWS_5:the machines are in them, see main.tf
  name_prefix = "${each.key}-"
  description = "Machines of ${each.value}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "balancer" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  #checkov:skip=CKV_AWS_260:from the group of the load balancer only
  security_group_id            = aws_security_group.this["${each.key}-balancer"].id
  description                  = "Requests from the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = var.load_balancer_security_group_id
}

resource "aws_vpc_security_group_egress_rule" "balancer" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  security_group_id            = aws_security_group.this["${each.key}-balancer"].id
  description                  = "To ${each.key}"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = aws_security_group.this["${each.key}-app"].id
}

resource "aws_vpc_security_group_ingress_rule" "app" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  security_group_id            = aws_security_group.this["${each.key}-app"].id
  description                  = "Requests from HAProxy"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = aws_security_group.this["${each.key}-balancer"].id
}

# Ansible comes from within the network, or through a session of Systems Manager, which needs no port.
resource "aws_vpc_security_group_ingress_rule" "ssh" {
  for_each = local.groups

  security_group_id = aws_security_group.this[each.key].id
  description       = "SSH from within the network"
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.vpc_cidr
}

resource "aws_vpc_security_group_egress_rule" "web" {
  for_each = local.ways_out

  security_group_id = aws_security_group.this[each.value.group].id
  description       = "Packages, AWS and the web"
  ip_protocol       = "tcp"
  from_port         = each.value.port
  to_port           = each.value.port
  cidr_ipv4         = "0.0.0.0/0"
}
