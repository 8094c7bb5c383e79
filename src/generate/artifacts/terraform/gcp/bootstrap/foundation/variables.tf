variable "project" {
  description = "What everything is called after, and the value of the label project."
  type        = string
}

variable "region" {
  description = "Region of the state and the images."
  type        = string
}

variable "environments" {
  description = "Region of each environment."
  type        = map(string)
}

variable "agents" {
  description = "Services of Google that use the keys: the domains of their accounts in this project."
  type        = set(string)
}
