resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = var.clients

  topic  = google_pubsub_topic.this["messages"].name
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:${each.value}"
}

resource "google_pubsub_subscription_iam_member" "subscriber" {
  for_each = var.clients

  subscription = google_pubsub_subscription.this.name
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${each.value}"
}

# Pub/Sub itself moves what could not be handled.
resource "google_pubsub_topic_iam_member" "dead_letters" {
  topic  = google_pubsub_topic.this["dead_letters"].name
  role   = "roles/pubsub.publisher"
  member = "serviceAccount:${var.agent}"
}

resource "google_pubsub_subscription_iam_member" "dead_letters" {
  subscription = google_pubsub_subscription.this.name
  role         = "roles/pubsub.subscriber"
  member       = "serviceAccount:${var.agent}"
}
