variable "file_shares" {
  description = "File shares that services mount, by name."
  type = map(object({
    size_gb = number
  }))
}
