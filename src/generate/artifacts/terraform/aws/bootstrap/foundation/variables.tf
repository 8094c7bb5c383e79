variable "project" {
  description = "What everything is called after, and the value of the tag Project."
  type        = string
}

variable "region" {
  description = "Region of AWS."
  type        = string
}
