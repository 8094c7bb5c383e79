output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
}

output "url" {
  description = "Where it is reached."
  value       = aws_sqs_queue.this.url
}

output "name" {
  description = "Name of the queue, as metrics call it."
  value       = aws_sqs_queue.this.name
}

output "dead_letters_name" {
  description = "Name of the queue of dead letters, as metrics call it."
  value       = aws_sqs_queue.dead_letters.name
}
