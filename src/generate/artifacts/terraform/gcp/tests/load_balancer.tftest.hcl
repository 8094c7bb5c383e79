mock_provider "google" {}

variables {
  name            = "test-production"
  region          = "europe-west3"
  certificate_map = "projects/test/locations/global/certificateMaps/test-production"
  zone_name       = "example-com"

  services = {
    shop   = { name = "test-production-shop", host = "example.com", path = "/" }
    search = { name = "test-production-search", host = "example.com", path = "/search/" }
    admin  = { name = "test-production-admin", host = "admin.example.com", path = "/" }
  }
}

run "requests_are_divided_by_host_and_path" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = toset(flatten([for rule in google_compute_url_map.https.host_rule : tolist(rule.hosts)])) == toset(["example.com", "admin.example.com"])
    error_message = "A host leads nowhere."
  }

  assert {
    condition     = flatten([for matcher in google_compute_url_map.https.path_matcher : [for rule in matcher.path_rule : sort(rule.paths)]]) == ["/search", "/search/*"]
    error_message = "A path leads elsewhere."
  }

  assert {
    condition     = local.first["example.com"] == "shop"
    error_message = "What no path names goes to a service of few paths."
  }
}

run "old_tls_is_refused_and_http_is_sent_on" {
  command = plan

  module {
    source = "./modules/load_balancer"
  }

  assert {
    condition     = google_compute_ssl_policy.this.min_tls_version == "TLS_1_2"
    error_message = "The load balancer takes TLS older than 1.2."
  }

  assert {
    condition     = google_compute_url_map.http.default_url_redirect[0].https_redirect
    error_message = "HTTP is answered."
  }
}
