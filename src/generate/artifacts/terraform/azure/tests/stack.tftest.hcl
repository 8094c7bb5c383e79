# All of an environment: `terraform test -var-file=environments/prod.tfvars`. Without values only the modules are tried.
mock_provider "azurerm" {}

run "everything_is_named_after_project_and_environment" {
  command = plan

  assert {
    condition     = output.network == "${var.project}-${var.environment}"
    error_message = "The network has another name."
  }

  assert {
    condition     = toset(keys(output.services)) == toset(keys(var.services))
    error_message = "A service is nowhere."
  }
}
