variable "domain" {
  description = "Zone of Azure DNS that the hosts lie in."
  type = object({
    zone = string
  })
}
