# What stands before every environment and outlives them: where their state is kept, their keys, the images, the budgets.
data "azurerm_client_config" "current" {}

locals {
  subscription = data.azurerm_client_config.current.subscription_id

  tags = {
    project    = var.project
    managed-by = "terraform"
  }

  # Who applies this may do what it does; others are named.
  operators = setunion(var.operators, [data.azurerm_client_config.current.object_id])

  # What ends the names that no other in the world may have; environments calculate it, too.
  unique = {
    for name in concat([var.project], local.names) : name => substr(sha256("${local.subscription}/${name}"), 0, 8)
  }

  places = merge({ "${var.project}-bootstrap" = var.location }, {
    for environment, location in var.environments : "${var.project}-${environment}" => location
  })

  names = keys(local.places)
}

resource "azurerm_resource_group" "this" {
  name     = "${var.project}-bootstrap"
  location = var.location
  tags     = local.tags
}
