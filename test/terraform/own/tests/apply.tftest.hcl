variables {
  environment = "test"
  cidr        = "10.9.0.0/16"
  services = {
    api = {
      image    = "registry.example.com/orders:1"
      replicas = 2
    }
  }
  database = {
    engine_version = "15.3"
    storage_gb     = 20
    multi_az       = false
  }
}

run "it_can_be_made" {
  assert {
    condition     = startswith(output.vpc_id, "vpc-")
    error_message = "The network has no id."
  }

  assert {
    condition     = length(module.database) == 1
    error_message = "There is no database."
  }
}

run "and_changed" {
  variables {
    services = {
      api = {
        image    = "registry.example.com/orders:2"
        replicas = 3
      }
    }
  }

  assert {
    condition     = output.vpc_id == run.it_can_be_made.vpc_id
    error_message = "The network was made again."
  }
}
