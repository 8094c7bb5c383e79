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

variable "cidr" {
  description = "The addresses of the network"
  type        = string
}

variable "zones" {
  description = "The availability zones"
  type        = list(string)
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true

  tags = {
    Name = var.name
  }
}

resource "aws_subnet" "private" {
  for_each = { for index, zone in var.zones : zone => index }

  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 4, each.value)
}

output "vpc_id" {
  description = "The network"
  value       = aws_vpc.this.id
}

output "private_subnet_ids" {
  description = "The subnets by availability zone"
  value       = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}
