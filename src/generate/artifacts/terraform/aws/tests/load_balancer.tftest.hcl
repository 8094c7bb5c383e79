mock_provider "aws" {}

variables {
  name                = "a-project-with-a-long-name-production"
  environment         = "production"
  vpc_id              = "vpc-00000000000000000"
  vpc_cidr            = "10.0.0.0/16" #: addressed
  subnet_ids          = ["subnet-00000000000000000", "subnet-11111111111111111"]
  certificate_arn     = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
  zone_id             = "Z00000000000000000000"
  log_bucket          = "logs"
  deletion_protection = true

  services = {
    a-service-with-quite-a-long-name = {
      host                    = "api.example.com"
      path                    = "/"
      priority                = 10
      port                    = 8080 #: addressed
      colours                 = ["blue", "green"]
      drain_seconds           = 10       #: addressed
      health_path             = "/ready" #: addressed
      health_interval_seconds = 10       #: addressed
      health_timeout_seconds  = 2        #: addressed
      health_failures         = 3        #: addressed
    }
  }
}

run "names_fit" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = length(aws_lb.this.name) <= 32 && alltrue([for group in aws_lb_target_group.service : length(group.name) <= 32])
    error_message = "A name is longer than 32 characters."
  }

  assert {
    condition     = length(distinct(values(aws_lb_target_group.service)[*].name)) == 2
    error_message = "Blue and green have the same name."
  }
}

run "old_tls_is_refused_and_http_is_sent_on" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = aws_lb_listener.https.ssl_policy == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    error_message = "The listener takes TLS older than 1.2."
  }

  assert {
    condition     = aws_lb_listener.http.default_action[0].type == "redirect"
    error_message = "HTTP is answered."
  }
}
