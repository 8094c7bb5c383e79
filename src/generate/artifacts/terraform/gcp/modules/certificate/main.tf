# A certificate for each host. Who owns it is proven in its zone, so that it is there before the first request comes.
data "google_dns_managed_zone" "this" {
  name = var.hosted_zone
}

locals {
  # 63 characters at most, and no dots.
  names = { for domain in var.domains : domain => "${var.name}-${substr(sha256(domain), 0, 8)}" }
}

resource "google_certificate_manager_dns_authorization" "this" {
  for_each = var.domains

  name        = local.names[each.key]
  description = "Of ${each.key}"
  domain      = each.key
}

resource "google_dns_record_set" "authorization" {
  for_each = var.domains

  managed_zone = data.google_dns_managed_zone.this.name
  name         = google_certificate_manager_dns_authorization.this[each.key].dns_resource_record[0].name
  type         = google_certificate_manager_dns_authorization.this[each.key].dns_resource_record[0].type
  ttl          = 300
  rrdatas      = [google_certificate_manager_dns_authorization.this[each.key].dns_resource_record[0].data]
}

resource "google_certificate_manager_certificate" "this" {
  for_each = var.domains

  name        = local.names[each.key]
  description = "Of ${each.key}"

  managed {
    domains            = [each.key]
    dns_authorizations = [google_certificate_manager_dns_authorization.this[each.key].id]
  }

  depends_on = [google_dns_record_set.authorization]
}

resource "google_certificate_manager_certificate_map" "this" {
  name        = var.name
  description = "Certificates of ${var.name}"
}

resource "google_certificate_manager_certificate_map_entry" "this" {
  for_each = var.domains

  name         = local.names[each.key]
  map          = google_certificate_manager_certificate_map.this.name
  hostname     = each.key
  certificates = [google_certificate_manager_certificate.this[each.key].id]
}
