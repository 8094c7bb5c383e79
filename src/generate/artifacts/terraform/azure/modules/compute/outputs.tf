output "environment_id" {
  description = "Id of the environment."
  value       = azurerm_container_app_environment.this.id
}

output "names" {
  description = "What each is called, once it is there."
  value = merge(
    { for key, app in azurerm_container_app.this : key => app.name },
    { for key, job in azurerm_container_app_job.this : key => job.name },
  )
}

output "ids" {
  description = "Id of each service and worker."
  value       = { for key, app in azurerm_container_app.this : key => app.id }
}

output "hosts" {
  description = "Where each service is asked."
  value       = { for key, app in azurerm_container_app.this : key => app.ingress[0].fqdn if local.apps[key].port != null }
}
