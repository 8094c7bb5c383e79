# The network by itself. Nothing is created and nobody is asked.
mock_provider "aws" {}

variables {
  name               = "test-production"
  cidr               = "10.0.0.0/16"
  zones              = ["us-east-1a", "us-east-1b"]
  single_nat_gateway = false
  kms_key_arn        = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  log_retention_days = 30
}

run "each_tier_has_a_subnet_in_each_zone" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  assert {
    condition     = toset([for subnet in aws_subnet.data : subnet.availability_zone]) == toset(var.zones)
    error_message = "A zone has no data subnet."
  }

  assert {
    condition = length(distinct(concat(
      values(aws_subnet.public)[*].cidr_block,
      values(aws_subnet.private)[*].cidr_block,
      values(aws_subnet.data)[*].cidr_block,
    ))) == 3 * length(var.zones)
    error_message = "Two subnets have the same addresses."
  }
}

run "each_zone_has_a_way_out_of_its_own" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  assert {
    condition     = length(aws_nat_gateway.this) == length(var.zones)
    error_message = "A zone depends on the NAT gateway of another one."
  }
}

run "one_way_out_for_all_where_that_is_asked" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  variables {
    single_nat_gateway = true
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1
    error_message = "More than one NAT gateway."
  }
}

run "a_network_that_is_too_small_is_refused" {
  command = plan

  module {
    source = "./modules/vpc"
  }

  variables {
    cidr = "10.0.0.0/28"
  }

  expect_failures = [var.cidr]
}
