# What the pods of a service may do themselves: nothing, unless a resource is named.
locals {
  allowed = { for key, service in var.services : key => service if length(service.permissions) > 0 }
}

resource "aws_iam_role" "pod" {
  for_each = local.allowed

  name_prefix = "pod-"
  description = "What ${each.key} of ${var.name} may do"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role_policy" "pod" {
  for_each = local.allowed

  name = "use-resources"
  role = aws_iam_role.pod[each.key].id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for permission in each.value.permissions :
      { Effect = "Allow", Action = permission.actions, Resource = permission.resources }
    ]
  })
}

resource "aws_eks_pod_identity_association" "pod" {
  for_each = local.allowed

  cluster_name    = aws_eks_cluster.this.name
  namespace       = each.value.namespace
  service_account = each.key
  role_arn        = aws_iam_role.pod[each.key].arn
}

# Who reads secrets for the cluster shows a token of it (secrets.sh of the family secrets makes the role).
resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}
