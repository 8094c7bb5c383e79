output "topic_arn" {
  description = "Topic that people subscribe to."
  value       = aws_sns_topic.alarms.arn
}
