mock_provider "azurerm" {
  mock_data "azurerm_dns_zone" {
    defaults = {
      id                  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/dnsZones/example.com"
      resource_group_name = "test"
    }
  }
}

variables {
  name           = "test-production"
  resource_group = "test-production"
  tags           = { project = "test" }
  zone           = "example.com"

  services = {
    shop   = { origin = "shop.westeurope.azurecontainerapps.io", host = "example.com", path = "/" }
    search = { origin = "search.westeurope.azurecontainerapps.io", host = "example.com", path = "/search/" }
    admin  = { origin = "admin.westeurope.azurecontainerapps.io", host = "admin.example.com", path = "/" }
  }
}

run "requests_are_divided_by_host_and_path" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = toset(keys(azurerm_cdn_frontdoor_custom_domain.this)) == toset(["example.com", "admin.example.com"])
    error_message = "A host leads nowhere."
  }

  assert {
    condition     = azurerm_cdn_frontdoor_route.service["search"].patterns_to_match == tolist(["/search", "/search/*"]) && azurerm_cdn_frontdoor_route.service["shop"].patterns_to_match == tolist(["/*"])
    error_message = "A path leads elsewhere."
  }

  assert {
    condition     = keys(azurerm_dns_cname_record.host) == ["admin.example.com"] && keys(azurerm_dns_a_record.zone) == ["example.com"]
    error_message = "A name is of a kind that it cannot be."
  }

  assert {
    condition     = azurerm_dns_txt_record.owner["example.com"].name == "_dnsauth" && azurerm_dns_txt_record.owner["admin.example.com"].name == "_dnsauth.admin"
    error_message = "Who owns a host is said in another place."
  }
}

run "old_tls_is_refused_and_http_is_sent_on" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = alltrue([for domain in azurerm_cdn_frontdoor_custom_domain.this : domain.tls[0].minimum_version == "TLS12"])
    error_message = "Front Door takes TLS older than 1.2."
  }

  assert {
    condition     = alltrue([for route in azurerm_cdn_frontdoor_route.service : route.https_redirect_enabled && route.forwarding_protocol == "HttpsOnly"])
    error_message = "HTTP is answered."
  }
}

run "a_host_outside_the_zone_is_refused" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  variables {
    zone = "example.org"
  }

  expect_failures = [var.services]
}
