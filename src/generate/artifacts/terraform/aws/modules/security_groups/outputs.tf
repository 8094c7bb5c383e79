output "ids" {
  description = "Group of the tasks of each service, by its name."
  value       = { for key, group in aws_security_group.service : key => group.id }
}
