variable "domains" {
  description = "Names that the certificate is for."
  type        = list(string)

  validation {
    condition     = length(var.domains) > 0
    error_message = "A certificate is for one name at least."
  }
}

variable "hosted_zone" {
  description = "Zone of Route 53 that the names lie in."
  type        = string
}

variable "key_algorithm" {
  description = "Key of the certificate, as ACM calls it."
  type        = string

  validation {
    condition     = contains(["RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1"], var.key_algorithm)
    error_message = "ACM knows RSA_2048, RSA_3072, RSA_4096, EC_prime256v1 and EC_secp384r1."
  }
}
