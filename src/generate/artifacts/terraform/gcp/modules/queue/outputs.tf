output "name" {
  description = "Name of topic and subscription."
  value       = google_pubsub_subscription.this.name
}

output "topic_id" {
  description = "Id of the topic."
  value       = google_pubsub_topic.this["messages"].id
}

output "dead_letters" {
  description = "Name of the subscription of dead letters."
  value       = google_pubsub_subscription.dead_letters.name
}
