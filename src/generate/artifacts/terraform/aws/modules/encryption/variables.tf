variable "name" {
  description = "What the alias of the key and its description are called after."
  type        = string
}
