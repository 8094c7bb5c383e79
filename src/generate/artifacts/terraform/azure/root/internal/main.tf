locals {
  # Nothing is asked from outside, and everything in the network.
  is_internal = true
  exposed     = keys(var.services)
}
