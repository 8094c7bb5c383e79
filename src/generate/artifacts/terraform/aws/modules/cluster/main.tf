# Kubernetes in which AWS runs the machines too (EKS Auto Mode): they come and go with the pods, and are replaced when they are old.
resource "aws_cloudwatch_log_group" "control_plane" {
  # EKS writes to the group of this name.
  name              = "/aws/eks/${var.name}/cluster"
  kms_key_id        = var.kms_key_arn
  retention_in_days = var.log_retention_days
}

resource "aws_eks_cluster" "this" {
  name                          = var.name
  role_arn                      = aws_iam_role.cluster.arn
  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  bootstrap_self_managed_addons = false
  deletion_protection           = var.deletion_protection

  # From the network only: a pipeline runs in it, or comes in by a bastion.
  vpc_config {
    subnet_ids              = var.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  access_config {
    authentication_mode = "API"
  }

  compute_config {
    enabled       = true
    node_pools    = ["general-purpose", "system"]
    node_role_arn = aws_iam_role.node.arn
  }

  kubernetes_network_config {
    elastic_load_balancing {
      enabled = true
    }
  }

  storage_config {
    block_storage {
      enabled = true
    }
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = var.kms_key_arn
    }
  }

  upgrade_policy {
    support_type = "STANDARD"
  }

  # The group has to be there before EKS makes it without a key and without an end.
  depends_on = [aws_cloudwatch_log_group.control_plane, aws_iam_role_policy_attachment.cluster]
}
