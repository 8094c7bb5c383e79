variable "file_shares" {
  description = "Names of the file shares that services mount."
  type        = set(string)
}
