variable "domain" {
  description = "Managed zone of Cloud DNS that the hosts lie in, by its name there."
  type = object({
    hosted_zone = string
  })
}
