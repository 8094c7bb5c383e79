output "databases" {
  description = "Where each database is reached, and the users that it knows by their account."
  value = {
    for key, database in module.database : key => {
      host       = database.host
      port       = database.port
      connection = database.connection_name
      users      = database.users
    }
  }
}
