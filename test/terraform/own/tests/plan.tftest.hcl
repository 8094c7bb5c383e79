variables {
  environment = "test"
  cidr        = "10.9.0.0/16"
  database    = null
  services = {
    api = {
      image    = "registry.example.com/orders:1"
      replicas = 2
    }
  }
}

run "no_database_unless_asked_for" {
  command = plan

  assert {
    condition     = length(module.database) == 0
    error_message = "There is a database."
  }

  assert {
    condition     = aws_ecs_cluster.main.name == "orders-test"
    error_message = "The cluster has another name."
  }
}

run "addresses_are_judged" {
  command = plan

  variables {
    cidr = "everywhere"
  }

  expect_failures = [var.cidr]
}
