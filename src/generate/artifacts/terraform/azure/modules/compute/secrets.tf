#: secrets
locals {
  # Container Apps call secrets by lower case, digits and hyphens.
  secret_names = {
    for variable in distinct(flatten([for service in var.services : keys(service.secrets)])) :
    variable => trim(lower(replace(variable, "/[^A-Za-z0-9]+/", "-")), "-")
  }
}
#: end
