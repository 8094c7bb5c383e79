locals {
  # A revision that reads a secret waits for the permission to read it.
  readable_secrets = { for name in var.readable_secrets : name => name }
}
