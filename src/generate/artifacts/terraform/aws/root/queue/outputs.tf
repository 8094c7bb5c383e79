output "queue_urls" {
  description = "Where each queue is reached."
  value       = { for key, queue in module.queue : key => queue.url }
}
