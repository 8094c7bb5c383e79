mock_provider "aws" {}

variables {
  name               = "shop-production"
  vpc_id             = "vpc-0"
  subnet_ids         = ["subnet-a", "subnet-b"]
  kms_key_arn        = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  log_retention_days = 30

  services = {
    shop = {
      image            = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/shop:1.0.0"
      command          = []
      architecture     = "x86_64"
      memory           = 512
      timeout_seconds  = 60
      min_instances    = 2
      max_instances    = 10
      port             = 8080
      health_path      = "/health/ready"
      environment      = { PORT = "8080" }
      secret_arn       = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop"
      is_served        = true                                                                                       #: ingress
      target_group_arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/0123456789abcdef" #: ingress
    }

    mail = {
      image           = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mail:1.0.0"
      command         = ["node", "mail.js"]
      architecture    = "arm64"
      memory          = 256
      timeout_seconds = 60
      min_instances   = 0
      max_instances   = 1
      port            = null
      health_path     = null
      environment     = {}
      queues          = { mails = "arn:aws:sqs:eu-central-1:123456789012:mails" } #: queue
    }
  }
}

run "functions_have_limits_and_warm_instances" {
  command = plan

  module {
    source = "./modules/functions"
  }

  assert {
    condition     = aws_lambda_function.this["shop"].reserved_concurrent_executions == 10
    error_message = "Nothing keeps a function from taking all of the account."
  }

  assert {
    condition     = { for key, kept in aws_lambda_provisioned_concurrency_config.live : key => kept.provisioned_concurrent_executions } == { shop = 2 }
    error_message = "What is to be kept warm is not."
  }
}

run "the_adapter_knows_port_and_readiness" {
  command = plan

  module {
    source = "./modules/functions"
  }

  assert {
    condition     = aws_lambda_function.this["shop"].environment[0].variables["AWS_LWA_PORT"] == "8080" && aws_lambda_function.this["shop"].environment[0].variables["AWS_LWA_READINESS_CHECK_PATH"] == "/health/ready"
    error_message = "Requests would wait for a service that is never seen ready."
  }

  assert {
    condition     = !contains(keys(aws_lambda_function.this["mail"].environment[0].variables), "AWS_LWA_PORT")
    error_message = "What has no port is asked at one."
  }
}

#: ingress
run "only_the_load_balancer_may_ask" {
  command = plan

  module {
    source = "./modules/functions"
  }

  assert {
    condition     = keys(aws_lambda_permission.load_balancer) == ["shop"] && aws_lambda_permission.load_balancer["shop"].source_arn == var.services.shop.target_group_arn
    error_message = "Any load balancer may ask, or none."
  }
}
#: end

#: queue
run "a_worker_takes_messages_of_its_queues" {
  command = plan

  module {
    source = "./modules/functions"
  }

  assert {
    condition     = { for key, mapping in aws_lambda_event_source_mapping.queue : key => mapping.event_source_arn } == { mail-mails = "arn:aws:sqs:eu-central-1:123456789012:mails" }
    error_message = "A queue is read by nobody, or by who is asked over HTTP."
  }
}
#: end
