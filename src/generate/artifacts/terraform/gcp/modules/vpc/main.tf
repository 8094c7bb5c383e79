# A network with one subnet for what runs, a range of Google's own for databases and caches, and one way out.
locals {
  ranges = {
    # Each Cloud Run instance takes addresses of it.
    private = cidrsubnet(var.cidr, 4, 0)
    # What Google runs for us: databases, caches, file systems.
    data = cidrsubnet(var.cidr, 4, 4)
    #: cluster
    services = cidrsubnet(var.cidr, 4, 5)
    pods     = cidrsubnet(var.cidr, 1, 1)
    #: end
  }
}

resource "google_compute_network" "this" {
  name                    = var.name
  auto_create_subnetworks = false
  routing_mode            = "REGIONAL"
}

resource "google_compute_subnetwork" "private" {
  name                     = "${var.name}-private"
  region                   = var.region
  network                  = google_compute_network.this.id
  ip_cidr_range            = local.ranges.private
  private_ip_google_access = true
  stack_type               = "IPV4_ONLY"

  #: cluster
  secondary_ip_range {
    range_name    = "pods"
    ip_cidr_range = local.ranges.pods
  }

  secondary_ip_range {
    range_name    = "services"
    ip_cidr_range = local.ranges.services
  }
  #: end

  log_config {
    aggregation_interval = "INTERVAL_1_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

# What Google would do by itself, said and logged: nobody comes in whom no other rule lets in.
resource "google_compute_firewall" "closed" {
  name          = "${var.name}-closed"
  network       = google_compute_network.this.id
  description   = "Nobody comes in whom no other rule lets in"
  direction     = "INGRESS"
  priority      = 65534
  source_ranges = ["0.0.0.0/0"]

  deny {
    protocol = "all"
  }

  log_config {
    metadata = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_router" "this" {
  name    = var.name
  region  = var.region
  network = google_compute_network.this.id
}

resource "google_compute_router_nat" "this" {
  name                               = var.name
  region                             = var.region
  router                             = google_compute_router.this.name
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"

  log_config {
    enable = true
    filter = "ERRORS_ONLY"
  }
}

resource "google_compute_global_address" "data" {
  name          = "${var.name}-data"
  network       = google_compute_network.this.id
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  address       = split("/", local.ranges.data)[0]
  prefix_length = tonumber(split("/", local.ranges.data)[1])
}

resource "google_service_networking_connection" "data" {
  network                 = google_compute_network.this.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.data.name]
  # Google keeps the connection for days after the last database has gone.
  deletion_policy = "ABANDON"
}
