mock_provider "google" {}

variables {
  name           = "test-production-mails"
  region         = "europe-west3"
  ordered        = true
  retention_days = 10
  kms_key        = "projects/test/locations/europe-west3/keyRings/test-production/cryptoKeys/data"
  agent          = "service-1@gcp-sa-pubsub.iam.gserviceaccount.com"
  clients        = { mails = "mails@test.iam.gserviceaccount.com" }
}

run "messages_are_kept_and_those_in_vain_go_elsewhere" {
  command = plan

  module {
    source = "./modules/queue"
  }

  assert {
    condition     = google_pubsub_subscription.this.message_retention_duration == "864000s" && google_pubsub_subscription.this.enable_message_ordering
    error_message = "Messages are kept for another time, or not in order."
  }

  assert {
    condition     = google_pubsub_subscription.this.dead_letter_policy[0].max_delivery_attempts == 5
    error_message = "Nobody looks at what could not be handled."
  }

  assert {
    condition     = google_pubsub_topic_iam_member.dead_letters.member == "serviceAccount:${var.agent}"
    error_message = "Pub/Sub may not move what could not be handled."
  }
}

run "longer_than_pub_sub_keeps_messages_is_refused" {
  command = plan

  module {
    source = "./modules/queue"
  }

  variables {
    retention_days = 32
  }

  expect_failures = [var.retention_days]
}
