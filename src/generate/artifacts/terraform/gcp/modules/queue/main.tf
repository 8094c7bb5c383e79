# A topic and the one subscription that its messages are read from. What was received too often in vain goes to a topic of its
# own, where a person looks at it.
locals {
  topics = { messages = var.name, dead_letters = "${var.name}-dead-letters" }
  day    = 24 * 60 * 60
}

resource "google_pubsub_topic" "this" {
  for_each = local.topics

  name         = each.value
  kms_key_name = var.kms_key

  message_storage_policy {
    allowed_persistence_regions = [var.region]
  }
}

resource "google_pubsub_subscription" "this" {
  name                       = var.name
  topic                      = google_pubsub_topic.this["messages"].id
  ack_deadline_seconds       = 60
  message_retention_duration = "${var.retention_days * local.day}s"
  enable_message_ordering    = var.ordered

  expiration_policy {
    ttl = ""
  }

  retry_policy {
    minimum_backoff = "10s"
    maximum_backoff = "600s"
  }

  dead_letter_policy {
    dead_letter_topic     = google_pubsub_topic.this["dead_letters"].id
    max_delivery_attempts = 5
  }
}

resource "google_pubsub_subscription" "dead_letters" {
  name                       = local.topics.dead_letters
  topic                      = google_pubsub_topic.this["dead_letters"].id
  message_retention_duration = "${14 * local.day}s"

  expiration_policy {
    ttl = ""
  }
}
