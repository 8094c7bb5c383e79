# Takes HTTPS from everywhere, near to who asks, and divides it by host and path. Certificates are Front Door's, and turn by
# themselves. Services are told the host that was asked for as X-Forwarded-Host.
locals {
  hosts = toset([for service in var.services : service.host])

  # What a name is in its zone: nothing where it is the zone itself.
  labels = { for host in local.hosts : host => host == var.zone ? "" : trimsuffix(host, ".${var.zone}") }
}

resource "azurerm_cdn_frontdoor_profile" "this" {
  name                     = var.name
  resource_group_name      = var.resource_group
  sku_name                 = "Standard_AzureFrontDoor"
  response_timeout_seconds = 60
  tags                     = var.tags
}

resource "azurerm_cdn_frontdoor_endpoint" "this" {
  name                     = var.name
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  tags                     = var.tags
}

# One origin each: which revision answers is for Container Apps to say, so that nothing is probed here.
resource "azurerm_cdn_frontdoor_origin_group" "service" {
  for_each = var.services

  name                     = each.key
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  session_affinity_enabled = false

  load_balancing {}
}

resource "azurerm_cdn_frontdoor_origin" "service" {
  for_each = var.services

  name                           = each.key
  cdn_frontdoor_origin_group_id  = azurerm_cdn_frontdoor_origin_group.service[each.key].id
  host_name                      = each.value.origin
  origin_host_header             = each.value.origin
  certificate_name_check_enabled = true
}

resource "azurerm_cdn_frontdoor_route" "service" {
  for_each = var.services

  name                            = each.key
  cdn_frontdoor_endpoint_id       = azurerm_cdn_frontdoor_endpoint.this.id
  cdn_frontdoor_origin_group_id   = azurerm_cdn_frontdoor_origin_group.service[each.key].id
  cdn_frontdoor_origin_ids        = [azurerm_cdn_frontdoor_origin.service[each.key].id]
  cdn_frontdoor_custom_domain_ids = [azurerm_cdn_frontdoor_custom_domain.this[each.value.host].id]
  link_to_default_domain          = false
  supported_protocols             = ["Http", "Https"]
  https_redirect_enabled          = true
  forwarding_protocol             = "HttpsOnly"

  # The longest path that fits counts.
  patterns_to_match = each.value.path == "/" ? ["/*"] : [
    trimsuffix(each.value.path, "/"),
    "${trimsuffix(each.value.path, "/")}/*",
  ]
}
