# Folders that several instances share, over NFS. Filestore sells no less than a tebibyte, and gives it to root: whoever runs as
# another user is let in once, by a job that runs as root and says chown.
resource "google_filestore_instance" "this" {
  name                        = var.name
  location                    = var.zone
  tier                        = "BASIC_HDD"
  deletion_protection_enabled = var.deletion_protection

  file_shares {
    name        = "files"
    capacity_gb = 1024

    nfs_export_options {
      ip_ranges   = var.clients
      access_mode = "READ_WRITE"
      squash_mode = "NO_ROOT_SQUASH"
    }
  }

  networks {
    network           = var.network_id
    modes             = ["MODE_IPV4"]
    connect_mode      = "PRIVATE_SERVICE_ACCESS"
    reserved_ip_range = var.address_range
  }
}
