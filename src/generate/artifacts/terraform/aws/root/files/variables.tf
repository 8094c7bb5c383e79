variable "file_systems" {
  description = "Names of the file systems that services mount."
  type        = set(string)
}
