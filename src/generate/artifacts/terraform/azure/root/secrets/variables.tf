variable "operator_addresses" {
  description = "Addresses of those who put values into the vault from outside the network; nobody, where none is named."
  type        = set(string)
}
