# Who each service is. It may do nothing until a module that it uses lets it.
resource "google_service_account" "this" {
  for_each = var.services

  # 30 characters at most; what is longer ends with a hash of the whole.
  account_id = (
    length("${var.name}-${each.key}") <= 30
    ? "${var.name}-${each.key}"
    : "${trimsuffix(substr("${var.name}-${each.key}", 0, 23), "-")}-${substr(sha256("${var.name}-${each.key}"), 0, 6)}"
  )
  display_name = "${each.key} of ${var.name}"
}
