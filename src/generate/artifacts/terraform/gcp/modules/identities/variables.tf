variable "name" {
  description = "What the accounts are called after."
  type        = string
}

variable "services" {
  description = "Names of the services."
  type        = set(string)
}
