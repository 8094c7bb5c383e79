mock_provider "aws" {
  mock_resource "aws_eks_cluster" {
    defaults = {
      arn        = "arn:aws:eks:eu-central-1:123456789012:cluster/shop-production"
      identity   = [{ oidc = [{ issuer = "https://oidc.eks.eu-central-1.amazonaws.com/id/0" }] }]
      vpc_config = [{ cluster_security_group_id = "sg-0" }]
    }
  }
}

variables {
  name                = "shop-production"
  subnet_ids          = ["subnet-a", "subnet-b"]
  kms_key_arn         = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  log_retention_days  = 30
  deletion_protection = true
  deployer_role_arns  = ["arn:aws:iam::123456789012:role/deployer"]

  services = {
    shop = {
      namespace   = "shop"
      permissions = [{ actions = ["sqs:SendMessage"], resources = ["arn:aws:sqs:eu-central-1:123456789012:mails"] }]
    }
    site = { namespace = "shop" }
  }
}

run "nobody_outside_asks_the_control_plane" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = aws_eks_cluster.this.vpc_config[0].endpoint_public_access == false
    error_message = "The control plane has an address of the internet."
  }

  assert {
    condition     = length(aws_eks_cluster.this.enabled_cluster_log_types) == 5
    error_message = "Not all of what the control plane does is logged."
  }
}

run "only_who_uses_something_gets_a_role" {
  command = plan

  module {
    source = "./modules/cluster"
  }

  assert {
    condition     = keys(aws_eks_pod_identity_association.pod) == ["shop"]
    error_message = "Pods have a role that need none, or none that need one."
  }
}
