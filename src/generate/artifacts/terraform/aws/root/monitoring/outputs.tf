output "alarm_topic_arn" {
  description = "Topic that people subscribe to."
  value       = module.monitoring.topic_arn
}
