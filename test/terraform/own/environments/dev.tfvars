environment = "dev"
cidr        = "10.1.0.0/16"
services = {
  api = {
    image    = "registry.example.com/orders:1"
    replicas = 1
  }
}
