environment = "prod"
cidr        = "10.0.0.0/16"
zone_count  = 3
services = {
  api = {
    image    = "registry.example.com/orders:1"
    replicas = 4
  }
  admin = {
    image    = "registry.example.com/admin:1"
    replicas = 2
    port     = 9000
  }
}
database = {
  engine_version = "15.3"
  storage_gb     = 100
  multi_az       = true
}
