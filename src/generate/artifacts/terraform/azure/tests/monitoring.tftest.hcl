mock_provider "azurerm" {}

variables {
  name               = "test-production"
  resource_group     = "test-production"
  location           = "westeurope"
  tags               = { project = "test" }
  emails             = ["operations@example.com"]
  log_retention_days = 45
  talkative          = { vault = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.KeyVault/vaults/test" }
  messaging          = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ServiceBus/namespaces/test"
  queues             = ["mails"]
  databases          = { orders = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.DBforMySQL/flexibleServers/orders", engine = "mysql" } }
  caches             = { sessions = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Cache/redisEnterprise/sessions" }

  #: compute
  services = {
    orders = { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.App/containerApps/orders", name = "orders", kind = "service", errors_per_minute = 5, p95_seconds = 0.4 }
    report = { id = null, name = "report", kind = "job", errors_per_minute = 10, p95_seconds = 1 }
  }
  #: end

  #: cluster
  cluster  = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ContainerService/managedClusters/test"
  services = { orders = "shop" }
  #: end
}

run "somebody_is_told_of_what_is_promised" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  assert {
    condition     = azurerm_monitor_metric_alert.this["mails-dead-letters"].criteria[0].dimension[0].values == tolist(["mails"])
    error_message = "Nobody is told of messages that could not be handled."
  }

  assert {
    condition     = azurerm_monitor_metric_alert.this["orders-storage"].criteria[0].metric_namespace == "Microsoft.DBforMySQL/flexibleServers"
    error_message = "Another kind of database is watched."
  }

  assert {
    condition     = azurerm_monitor_metric_alert.this["sessions-memory"].criteria[0].metric_namespace == "Microsoft.Cache/redisEnterprise"
    error_message = "Another kind of cache is watched."
  }

  assert {
    condition     = one(azurerm_monitor_action_group.this.email_receiver).email_address == "operations@example.com"
    error_message = "Nobody is told."
  }

  assert {
    condition     = azurerm_log_analytics_workspace.this.retention_in_days == 45 && !azurerm_log_analytics_workspace.this.local_authentication_enabled
    error_message = "Logs are kept for another time, or written with a key."
  }
}

#: compute
run "services_are_held_to_their_promises" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  assert {
    condition     = azurerm_monitor_metric_alert.this["orders-errors"].criteria[0].threshold == 5 && azurerm_monitor_metric_alert.this["orders-latency"].criteria[0].threshold == 400
    error_message = "Something else is promised."
  }

  assert {
    condition     = keys(azurerm_monitor_scheduled_query_rules_alert_v2.job) == ["report"]
    error_message = "Nobody is told of a job that gave up."
  }
}
#: end

#: cluster
run "pods_are_watched_in_their_namespace" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  assert {
    condition     = { for dimension in azurerm_monitor_metric_alert.this["orders-pods"].criteria[0].dimension : dimension.name => dimension.values[0] } == { namespace = "shop", phase = "Failed" }
    error_message = "Other pods are watched."
  }
}
#: end

run "logs_that_azure_does_not_keep_are_refused" {
  command = plan

  module {
    source = "./modules/monitoring"
  }

  variables {
    log_retention_days = 7
  }

  expect_failures = [var.log_retention_days]
}
