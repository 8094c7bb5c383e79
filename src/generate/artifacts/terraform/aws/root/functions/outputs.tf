output "services" {
  description = "Function, alias and log group, by service."
  value       = module.functions.services
}
