# Hosts, and the records by which Front Door knows that they are ours.
data "azurerm_dns_zone" "this" {
  name = var.zone
}

resource "azurerm_cdn_frontdoor_custom_domain" "this" {
  for_each = local.hosts

  name                     = replace(each.key, ".", "-")
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  dns_zone_id              = data.azurerm_dns_zone.this.id
  host_name                = each.key

  tls {
    certificate_type = "ManagedCertificate"
    minimum_version  = "TLS12"
  }
}

resource "azurerm_cdn_frontdoor_custom_domain_association" "this" {
  for_each = local.hosts

  cdn_frontdoor_custom_domain_id = azurerm_cdn_frontdoor_custom_domain.this[each.key].id
  cdn_frontdoor_route_ids = [
    for key, service in var.services : azurerm_cdn_frontdoor_route.service[key].id if service.host == each.key
  ]
}

resource "azurerm_dns_txt_record" "owner" {
  for_each = local.labels

  name                = join(".", compact(["_dnsauth", each.value]))
  zone_name           = data.azurerm_dns_zone.this.name
  resource_group_name = data.azurerm_dns_zone.this.resource_group_name
  ttl                 = 3600
  tags                = var.tags

  record {
    value = azurerm_cdn_frontdoor_custom_domain.this[each.key].validation_token
  }
}

resource "azurerm_dns_cname_record" "host" {
  for_each = { for host, label in local.labels : host => label if label != "" }

  name                = each.value
  zone_name           = data.azurerm_dns_zone.this.name
  resource_group_name = data.azurerm_dns_zone.this.resource_group_name
  ttl                 = 300
  record              = azurerm_cdn_frontdoor_endpoint.this.host_name
  tags                = var.tags

  # A name that leads to nobody's endpoint could be taken by somebody else.
  depends_on = [azurerm_cdn_frontdoor_route.service]
}

# The zone itself can have no alias but one of Azure's own kind.
resource "azurerm_dns_a_record" "zone" {
  for_each = { for host, label in local.labels : host => label if label == "" }

  name                = "@"
  zone_name           = data.azurerm_dns_zone.this.name
  resource_group_name = data.azurerm_dns_zone.this.resource_group_name
  ttl                 = 300
  target_resource_id  = azurerm_cdn_frontdoor_endpoint.this.id
  tags                = var.tags

  depends_on = [azurerm_cdn_frontdoor_route.service]
}
