variable "domain" {
  description = "Zone of Route 53 that the hosts lie in, and the key of their certificate."
  type = object({
    hosted_zone   = string
    key_algorithm = string
  })
}
