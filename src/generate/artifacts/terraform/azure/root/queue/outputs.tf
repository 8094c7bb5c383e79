output "queues" {
  description = "Address of each queue."
  value       = module.queue.urls
}
