output "hosts" {
  description = "Where each service is asked in the network."
  value       = module.compute.hosts
}
