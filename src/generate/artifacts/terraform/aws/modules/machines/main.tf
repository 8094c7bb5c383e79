# Machines that run services under systemd. Ansible configures them and finds them by their tags; it deploys, too.
data "aws_ssm_parameter" "image" {
  for_each = toset(values(local.architectures))

  name = "/aws/service/canonical/ubuntu/server/24.04/stable/current/${each.key}/hvm/ebs-gp3/ami-id"
}

locals {
  # Graviton has a g behind its generation, as in m7g.
  architectures = {
    for key, machine in local.machines :
    key => can(regex("^[a-z]+[0-9]+[a-z]*g[a-z]*\\.", machine.instance_type)) ? "arm64" : "amd64"
  }

  apps = merge([
    for key, service in var.services : {
      for index in range(service.count) : "${key}-${var.environment}-${index + 1}" => {
        service       = key
        role          = "app"
        instance_type = service.instance_type
        # One zone after the other.
        zone      = var.zones[index % length(var.zones)]
        subnet_id = var.subnet_ids[index % length(var.zones)]
      }
    }
  ]...)

  balancers = {
    for key, service in var.services : "${key}-${var.environment}-balancer" => {
      service       = key
      role          = "balancer"
      instance_type = "t3.small"
      zone          = var.zones[0]
      subnet_id     = var.subnet_ids[0]
    } if service.is_served
  }

  machines = merge(local.apps, local.balancers)
}

resource "aws_key_pair" "admin" {
  count = var.ssh_public_key == null ? 0 : 1

  key_name_prefix = "${var.name}-"
  public_key      = var.ssh_public_key
}

resource "aws_instance" "this" {
  for_each = local.machines

  ami                    = data.aws_ssm_parameter.image[local.architectures[each.key]].insecure_value
  instance_type          = each.value.instance_type
  key_name               = one(aws_key_pair.admin[*].key_name)
  subnet_id              = each.value.subnet_id
  vpc_security_group_ids = [aws_security_group.this["${each.value.service}-${each.value.role}"].id]
  iam_instance_profile   = aws_iam_instance_profile.service[each.value.service].name

  associate_public_ip_address = false
  disable_api_termination     = var.deletion_protection
  ebs_optimized               = true
  monitoring                  = true

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  root_block_device {
    volume_type = "gp3"
    volume_size = 20
    encrypted   = true
    kms_key_id  = var.kms_key_arn
  }

  tags = {
    Name    = each.key
    Service = each.value.service
    Role    = each.value.role
  }

  # A machine that is there is kept up to date, not replaced by a newer image.
  lifecycle {
    ignore_changes = [ami]
  }
}
