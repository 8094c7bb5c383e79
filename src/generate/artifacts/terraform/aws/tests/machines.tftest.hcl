mock_provider "aws" {}

variables {
  name                            = "shop-production"
  environment                     = "production"
  vpc_id                          = "vpc-0"
  vpc_cidr                        = "10.0.0.0/16"
  zones                           = ["eu-central-1a", "eu-central-1b"]
  subnet_ids                      = ["subnet-a", "subnet-b"]
  load_balancer_security_group_id = "sg-0"
  kms_key_arn                     = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  backup_retention_days           = 30
  deletion_protection             = true

  services = {
    shop = { count = 3, instance_type = "t3.small", port = 8080, is_served = true, disks_gb = { files = 50 } }
    mail = { count = 1, instance_type = "m7g.large", port = null, is_served = false }
  }
}

run "inventories_find_machines_by_their_tags" {
  command = plan

  module {
    source = "./modules/machines"
  }

  assert {
    condition     = aws_instance.this["shop-production-2"].tags.Service == "shop" && aws_instance.this["shop-production-2"].tags.Role == "app"
    error_message = "A machine does not say what it is."
  }

  assert {
    condition     = [for name, machine in aws_instance.this : name if machine.tags.Role == "balancer"] == ["shop-production-balancer"]
    error_message = "HAProxy stands in front of what is served, and of nothing else."
  }
}

run "machines_stand_in_all_zones" {
  command = plan

  module {
    source = "./modules/machines"
  }

  assert {
    condition     = toset([for name, machine in aws_instance.this : machine.subnet_id if machine.tags.Service == "shop"]) == toset(var.subnet_ids)
    error_message = "A zone that fails takes all of a service with it."
  }

  assert {
    condition     = alltrue([for machine in aws_instance.this : machine.associate_public_ip_address == false])
    error_message = "A machine can be reached from outside."
  }
}

run "each_machine_of_a_service_has_its_disks" {
  command = plan

  module {
    source = "./modules/machines"
  }

  assert {
    condition     = toset(keys(aws_ebs_volume.this)) == toset(["shop-production-1-files", "shop-production-2-files", "shop-production-3-files"])
    error_message = "A disk is missing, or belongs to nobody."
  }

  assert {
    condition     = aws_backup_plan.this[0].rule != null && length(aws_backup_selection.this) == 1
    error_message = "Disks are not backed up."
  }
}

run "an_image_fits_its_machine" {
  command = plan

  module {
    source = "./modules/machines"
  }

  assert {
    condition     = strcontains(data.aws_ssm_parameter.image["arm64"].name, "/arm64/") && local.architectures["mail-production-1"] == "arm64"
    error_message = "A machine with Graviton gets an image for Intel."
  }
}
