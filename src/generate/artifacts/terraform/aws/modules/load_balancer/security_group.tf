resource "aws_security_group" "this" {
  name_prefix = "load-balancer-"
  description = "Load balancer of ${var.name}"
  vpc_id      = var.vpc_id

  tags = { Name = "${var.name}-load-balancer" }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  for_each = { http = 80, https = 443 }

  #checkov:skip=CKV_AWS_260:port 80 only says where HTTPS is
  security_group_id = aws_security_group.this.id
  description       = "${upper(each.key)} from everywhere"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = "0.0.0.0/0"
}

#: addressed
resource "aws_vpc_security_group_egress_rule" "services" {
  for_each = toset([for service in var.services : tostring(service.port)])

  security_group_id = aws_security_group.this.id
  description       = "To the services on port ${each.key}"
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
  cidr_ipv4         = var.vpc_cidr
}
#: end
