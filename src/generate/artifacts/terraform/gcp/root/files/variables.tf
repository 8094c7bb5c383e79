variable "file_systems" {
  description = "Names of the file systems that services mount."
  type        = set(string)
}

variable "file_zone" {
  description = "Letter of the zone that file systems lie in."
  type        = string
}
