# Only to this instance, though the roles are those of a project.
resource "google_project_iam_member" "client" {
  for_each = {
    for pair in setproduct(keys(var.clients), ["roles/cloudsql.client", "roles/cloudsql.instanceUser"]) :
    "${pair[0]} ${pair[1]}" => { member = var.clients[pair[0]], role = pair[1] }
  }

  project = google_sql_database_instance.this.project
  role    = each.value.role
  member  = "serviceAccount:${each.value.member}"

  condition {
    title      = var.name
    expression = "resource.service == 'sqladmin.googleapis.com' && resource.name == 'projects/${google_sql_database_instance.this.project}/instances/${var.name}'"
  }
}
