output "tables" {
  description = "Name of each table."
  value       = { for key, table in module.table : key => table.name }
}
