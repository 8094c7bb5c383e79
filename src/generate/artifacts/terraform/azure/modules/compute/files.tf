#: files
# What services mount, by NFS: the environment keeps no key of it.
resource "azurerm_container_app_environment_storage" "this" {
  for_each = var.file_shares

  name                         = each.key
  container_app_environment_id = azurerm_container_app_environment.this.id
  nfs_server_url               = each.value.server
  share_name                   = each.value.path
  access_mode                  = "ReadWrite"
}
#: end
