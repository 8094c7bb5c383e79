# Takes HTTPS from everywhere and divides it by host and path.
resource "aws_lb" "this" {
  #checkov:skip=CKV2_AWS_28:no document asks for a web application firewall
  name               = local.name
  load_balancer_type = "application"
  #trivy:ignore:AVD-AWS-0053 requests come from everywhere
  internal                   = false
  security_groups            = [aws_security_group.this.id]
  subnets                    = var.subnet_ids
  enable_deletion_protection = var.deletion_protection
  drop_invalid_header_fields = true

  access_logs {
    bucket  = var.log_bucket
    prefix  = "load-balancer"
    enabled = true
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  # What no rule knows is nobody's.
  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "Not found"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "service" {
  for_each = var.services

  listener_arn = aws_lb_listener.https.arn
  priority     = each.value.priority

  condition {
    host_header {
      values = [each.value.host]
    }
  }

  condition {
    path_pattern {
      values = [each.value.path == "/" ? "/*" : "${trimsuffix(each.value.path, "/")}*"]
    }
  }

  action {
    type = "forward"

    forward {
      dynamic "target_group" {
        for_each = each.value.colours

        content {
          arn    = aws_lb_target_group.service["${each.key}-${target_group.value}"].arn
          weight = target_group.key == 0 ? 100 : 0
        }
      }
    }
  }

  # Deployments move the weights.
  lifecycle {
    ignore_changes = [action]
  }
}

#: functions
# One for each service: its alias says which versions answer.
resource "aws_lb_target_group" "service" {
  for_each = local.target_groups

  name        = each.value.name
  target_type = "lambda"

  # An answer with several cookies has several headers of one name.
  lambda_multi_value_headers_enabled = true

  # Each question would start a function.
  health_check {
    enabled = false
  }

  lifecycle {
    create_before_destroy = true
  }
}
#: end

#: addressed
# Two for a service that is replaced by its twin, one for any other.
resource "aws_lb_target_group" "service" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer, and the network behind it is the service's own
  for_each = local.target_groups

  name                 = each.value.name
  vpc_id               = var.vpc_id
  port                 = each.value.port
  protocol             = "HTTP"
  target_type          = "ip"
  deregistration_delay = each.value.drain_seconds

  health_check {
    path                = each.value.health_path
    matcher             = "200-299"
    interval            = each.value.health_interval_seconds
    timeout             = each.value.health_timeout_seconds
    healthy_threshold   = 2
    unhealthy_threshold = each.value.health_failures
  }

  lifecycle {
    create_before_destroy = true
  }
}
#: end

resource "aws_route53_record" "service" {
  for_each = toset([for service in var.services : service.host])

  zone_id = var.zone_id
  name    = each.key
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}
