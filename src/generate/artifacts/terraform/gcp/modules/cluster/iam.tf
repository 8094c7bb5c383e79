# What nodes do in the name of nobody else: logs, metrics, images.
resource "google_service_account" "nodes" {
  account_id   = length("${var.name}-nodes") <= 30 ? "${var.name}-nodes" : "${trimsuffix(substr(var.name, 0, 17), "-")}-${substr(sha256(var.name), 0, 6)}-nodes"
  display_name = "Nodes of ${var.name}"
}

resource "google_project_iam_member" "nodes" {
  for_each = toset(["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"])

  project = var.project_id
  role    = each.key
  member  = "serviceAccount:${google_service_account.nodes.email}"
}

# The ServiceAccount of a service, in its own namespace only, stands for the account of Google.
resource "google_service_account_iam_member" "workload" {
  for_each = var.workloads

  service_account_id = each.value.account
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${var.project_id}.svc.id.goog[${each.value.namespace}/${each.key}]"

  # The pool of the project is there once its first cluster is.
  depends_on = [google_container_cluster.this]
}
