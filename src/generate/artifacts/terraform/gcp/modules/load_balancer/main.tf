# Takes HTTPS from everywhere, near to who asks, and divides it by host and path.
resource "google_compute_global_address" "this" {
  name = var.name
}

resource "google_compute_region_network_endpoint_group" "service" {
  for_each = var.services

  name                  = each.value.name
  region                = var.region
  network_endpoint_type = "SERVERLESS"

  cloud_run {
    service = each.value.name
  }
}

resource "google_compute_backend_service" "service" {
  for_each = var.services

  name                  = each.value.name
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"

  backend {
    group = google_compute_region_network_endpoint_group.service[each.key].id
  }

  log_config {
    enable      = true
    sample_rate = 1
  }
}

locals {
  hosts = { for key, service in var.services : service.host => key... }

  # What no path of a host names goes to the service with the shortest one.
  first = {
    for host, keys in local.hosts : host => split(" ", sort([
      for key in keys : "${format("%04d", length(var.services[key].path))} ${key}"
    ])[0])[1]
  }
}

resource "google_compute_url_map" "https" {
  name = var.name

  # Hosts that nobody has are sent to one that somebody has.
  default_url_redirect {
    host_redirect          = sort(keys(local.hosts))[0]
    https_redirect         = true
    redirect_response_code = "TEMPORARY_REDIRECT"
    strip_query            = true
  }

  dynamic "host_rule" {
    for_each = local.hosts

    content {
      hosts        = [host_rule.key]
      path_matcher = "host-${substr(sha256(host_rule.key), 0, 8)}"
    }
  }

  dynamic "path_matcher" {
    for_each = local.hosts

    content {
      name            = "host-${substr(sha256(path_matcher.key), 0, 8)}"
      default_service = google_compute_backend_service.service[local.first[path_matcher.key]].id

      dynamic "path_rule" {
        for_each = [for key in path_matcher.value : key if var.services[key].path != "/"]

        content {
          paths = [
            trimsuffix(var.services[path_rule.value].path, "/"),
            "${trimsuffix(var.services[path_rule.value].path, "/")}/*",
          ]
          service = google_compute_backend_service.service[path_rule.value].id
        }
      }
    }
  }
}

resource "google_compute_ssl_policy" "this" {
  name            = var.name
  profile         = "RESTRICTED"
  min_tls_version = "TLS_1_2"
}

resource "google_compute_target_https_proxy" "this" {
  name            = var.name
  url_map         = google_compute_url_map.https.id
  certificate_map = "//certificatemanager.googleapis.com/${var.certificate_map}"
  ssl_policy      = google_compute_ssl_policy.this.id
}

resource "google_compute_global_forwarding_rule" "https" {
  name                  = "${var.name}-https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  ip_address            = google_compute_global_address.this.id
  port_range            = "443"
  target                = google_compute_target_https_proxy.this.id
}

resource "google_dns_record_set" "service" {
  for_each = local.hosts

  managed_zone = var.zone_name
  name         = "${each.key}."
  type         = "A"
  ttl          = 300
  rrdatas      = [google_compute_global_address.this.address]
}
