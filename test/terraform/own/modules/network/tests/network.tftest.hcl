mock_provider "aws" {
  mock_resource "aws_vpc" {
    defaults = {
      id = "vpc-mocked"
    }
  }
}

variables {
  name  = "orders"
  cidr  = "10.0.0.0/16"
  zones = ["eu-central-1a", "eu-central-1b"]
}

run "a_subnet_in_each_zone" {
  assert {
    condition     = join(" ", keys(output.private_subnet_ids)) == "eu-central-1a eu-central-1b"
    error_message = "Not a subnet in each zone."
  }

  assert {
    condition     = aws_subnet.private["eu-central-1b"].vpc_id == "vpc-mocked"
    error_message = "The subnet is in another network."
  }
}
