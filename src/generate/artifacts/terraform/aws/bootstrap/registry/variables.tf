variable "repositories" {
  description = "Names of the repositories that images are pushed to."
  type        = set(string)
}
