variable "name" {
  description = "What the certificates are called after."
  type        = string
}

variable "domains" {
  description = "Hosts that answer over HTTPS."
  type        = set(string)
}

variable "hosted_zone" {
  description = "Name of the managed zone that they lie in."
  type        = string
}
