# GKE Autopilot: Google runs the nodes. Nodes and control plane have no address outside; people and pipelines reach the control
# plane by its name, which asks for an account of Google that may.
#trivy:ignore:AVD-GCP-0048 nodes of Autopilot have no legacy endpoints
#trivy:ignore:AVD-GCP-0050 nodes have an account of their own, which Autopilot is told by auto-provisioning
resource "google_container_cluster" "this" {
  #checkov:skip=CKV_GCP_12:Dataplane V2 enforces network policies by itself
  #checkov:skip=CKV_GCP_61:Autopilot has it always
  #checkov:skip=CKV_GCP_69:Autopilot has it always
  #checkov:skip=CKV_GCP_65:no document names a domain of Google Workspace
  name                = var.name
  location            = var.region
  network             = var.network_id
  subnetwork          = var.subnet_id
  enable_autopilot    = true
  datapath_provider   = "ADVANCED_DATAPATH"
  deletion_protection = var.deletion_protection

  resource_labels = {
    cluster = var.name
  }

  ip_allocation_policy {
    cluster_secondary_range_name  = "pods"
    services_secondary_range_name = "services"
  }

  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = true
  }

  master_authorized_networks_config {
    cidr_blocks {
      cidr_block   = var.private_range
      display_name = "Network of ${var.name}"
    }
  }

  control_plane_endpoints_config {
    dns_endpoint_config {
      allow_external_traffic = true
    }
  }

  release_channel {
    channel = "REGULAR"
  }

  maintenance_policy {
    recurring_window {
      start_time = "2026-01-03T02:00:00Z"
      end_time   = "2026-01-03T08:00:00Z"
      recurrence = "FREQ=WEEKLY;BYDAY=SA,SU"
    }
  }

  workload_identity_config {
    workload_pool = "${var.project_id}.svc.id.goog"
  }

  binary_authorization {
    evaluation_mode = "PROJECT_SINGLETON_POLICY_ENFORCE"
  }

  database_encryption {
    state    = "ENCRYPTED"
    key_name = var.kms_key
  }

  security_posture_config {
    mode               = "BASIC"
    vulnerability_mode = "VULNERABILITY_BASIC"
  }

  master_auth {
    client_certificate_config {
      issue_client_certificate = false
    }
  }

  gateway_api_config {
    channel = "CHANNEL_STANDARD"
  }

  cost_management_config {
    enabled = true
  }

  cluster_autoscaling {
    auto_provisioning_defaults {
      service_account = google_service_account.nodes.email
      oauth_scopes    = ["https://www.googleapis.com/auth/cloud-platform"]
    }
  }

  depends_on = [google_project_iam_member.nodes]
}
