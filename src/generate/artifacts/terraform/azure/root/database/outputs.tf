output "databases" {
  description = "Where each database is reached, and what services log in as."
  value = {
    for key, database in module.database : key => { host = database.host, port = database.port, users = database.users }
  }
}
