output "id" {
  description = "Id of the network."
  value       = aws_vpc.this.id
}

output "cidr" {
  description = "Addresses of the network."
  value       = aws_vpc.this.cidr_block
}

output "public_subnet_ids" {
  description = "Subnets of the load balancer."
  value       = [for zone in var.zones : aws_subnet.public[zone].id]
}

output "private_subnet_ids" {
  description = "Subnets of what runs."
  value       = [for zone in var.zones : aws_subnet.private[zone].id]
}

output "data_subnet_ids" {
  description = "Subnets of databases and caches."
  value       = [for zone in var.zones : aws_subnet.data[zone].id]
}
