output "instance_ids" {
  description = "Id of each machine, by its name: `aws ssm start-session --target ID`."
  value       = module.machines.instance_ids
}
