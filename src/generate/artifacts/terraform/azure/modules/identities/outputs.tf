output "identities" {
  description = "Identity of each service, by its name: its resource, what it is in applications, what it is in roles, and what databases call it."
  value = {
    for key, identity in azurerm_user_assigned_identity.this : key => {
      id           = identity.id
      client_id    = identity.client_id
      principal_id = identity.principal_id
      name         = identity.name
    }
  }
  #: compute
  depends_on = [azurerm_role_assignment.images] #: registry
  #: end
}
