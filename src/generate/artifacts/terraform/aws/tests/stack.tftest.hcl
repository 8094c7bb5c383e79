# All of an environment: `terraform test -var-file=environments/prod.tfvars`. Without values only the modules are tried.
mock_provider "aws" {}

run "everything_is_named_after_project_and_environment" {
  command = plan

  #: compute
  assert {
    condition     = output.cluster_name == "${var.project}-${var.environment}"
    error_message = "Scripts look for the cluster by project and environment."
  }

  assert {
    condition     = toset(keys(output.services)) == toset(keys(var.services))
    error_message = "A service has no place in the cluster."
  }
  #: end

  #: cluster
  assert {
    condition     = output.cluster_name == "${var.project}-${var.environment}"
    error_message = "People and pipelines look for the cluster by project and environment."
  }
  #: end

  #: functions
  assert {
    condition     = alltrue([for name, service in output.services : service.function_name == "${var.project}-${var.environment}-${name}"])
    error_message = "Whoever deploys looks for functions by project, environment and service."
  }
  #: end

  #: machines
  assert {
    condition     = alltrue([for name in keys(output.instance_ids) : strcontains(name, "-${var.environment}-")])
    error_message = "Inventories look for machines by service and environment."
  }
  #: end
}
