# Who may connect to whom: what is stored has rules of its own for the groups of the services.
resource "aws_security_group" "service" {
  for_each = var.services

  #checkov:skip=CKV2_AWS_5:the tasks of the services are in them, see modules/compute
  name_prefix = "${each.key}-"
  description = "Tasks of ${each.key}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-${each.key}" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "from_load_balancer" {
  for_each = { for key, service in var.services : key => service if service.is_served }

  security_group_id            = aws_security_group.service[each.key].id
  description                  = "Requests from the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = each.value.port
  to_port                      = each.value.port
  referenced_security_group_id = var.load_balancer_security_group_id
}

# AWS itself and what else is on the web; databases and the like have rules of their own.
resource "aws_vpc_security_group_egress_rule" "https" {
  for_each = var.services

  security_group_id = aws_security_group.service[each.key].id
  description       = "HTTPS to AWS and the web"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"
}
