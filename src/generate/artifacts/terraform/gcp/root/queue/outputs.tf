output "queues" {
  description = "Topic and subscription of each queue; both have this name."
  value       = { for key, queue in module.queue : key => queue.name }
}
