output "databases" {
  description = "Where each database is reached, and the secret with its user and password."
  value = {
    for key, database in module.database : key => {
      host       = database.host
      port       = database.port
      secret_arn = database.secret_arn
    }
  }
}
