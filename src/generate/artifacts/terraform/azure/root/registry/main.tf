# An image goes through all environments: bootstrap/ makes the registry, and calls it so.
data "azurerm_container_registry" "this" {
  name                = "${substr(replace(var.project, "-", ""), 0, 40)}${substr(sha256("${local.subscription}/${var.project}"), 0, 8)}"
  resource_group_name = "${var.project}-bootstrap"
}
