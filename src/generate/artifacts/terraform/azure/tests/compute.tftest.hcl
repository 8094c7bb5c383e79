mock_provider "azurerm" {}

variables {
  name           = "test-production"
  resource_group = "test-production"
  location       = "westeurope"
  tags           = { project = "test" }
  subnet_id      = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test/subnets/private"
  network_id     = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.Network/virtualNetworks/test" #: internal
  is_internal    = false
  zone_redundant = true
  registry       = "test.azurecr.io" #: registry
  messaging      = "test-production" #: queue
  file_shares    = {}                #: files

  identities = {
    for name in ["orders", "mails", "report"] : name => { id = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}", client_id = "client-of-${name}" }
  }

  services = {
    orders = {
      kind           = "service"
      image          = "registry.example.com/orders:1.0.0"
      is_own_image   = false #: registry
      command        = []
      cpu            = 0.5
      memory_gb      = 1
      profile        = "Consumption"
      port           = 8080
      is_public      = true
      environment    = { LOG_LEVEL = "info" }
      secrets        = { DATABASE_URL = "https://vault.vault.azure.net/secrets/orders-DATABASE-URL" } #: secrets
      queues         = ["mails"]                                                                      #: queue
      min_count      = 2
      max_count      = 6
      cpu_percent    = 70
      memory_percent = null
      start_seconds  = 45
      stop_seconds   = 30
      job            = { schedule = null }
      mounts         = [] #: files
      health         = { live_path = "/live", ready_path = "/ready", start_path = "/start", interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
    mails = {
      kind           = "worker"
      image          = "registry.example.com/mails:1.0.0"
      is_own_image   = false #: registry
      command        = ["node", "mails.js"]
      cpu            = 2
      memory_gb      = 32
      profile        = "E8"
      port           = null
      is_public      = false
      environment    = {}
      secrets        = {}        #: secrets
      queues         = ["mails"] #: queue
      min_count      = 1
      max_count      = 3
      cpu_percent    = 70
      memory_percent = 80
      start_seconds  = 45
      stop_seconds   = 30
      job            = { schedule = null }
      mounts         = [] #: files
      health         = { live_path = null, ready_path = null, start_path = null, interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
    report = {
      kind           = "job"
      image          = "registry.example.com/report:1.0.0"
      is_own_image   = false #: registry
      command        = []
      cpu            = 0.25
      memory_gb      = 0.5
      profile        = "Consumption"
      port           = null
      is_public      = false
      environment    = {}
      secrets        = {} #: secrets
      queues         = [] #: queue
      min_count      = 1
      max_count      = 1
      cpu_percent    = 70
      memory_percent = null
      start_seconds  = 45
      stop_seconds   = 30
      job            = { schedule = "0 3 * * *" }
      mounts         = [] #: files
      health         = { live_path = null, ready_path = null, start_path = null, interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
  }
}

run "each_kind_is_what_container_apps_have_for_it" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = keys(azurerm_container_app.this) == ["mails", "orders"] && keys(azurerm_container_app_job.this) == ["report"]
    error_message = "A kind is made as another."
  }

  assert {
    condition     = length(azurerm_container_app.this["mails"].ingress) == 0 && azurerm_container_app.this["orders"].ingress[0].target_port == 8080
    error_message = "A worker is asked, or a service is not."
  }

  assert {
    condition     = azurerm_container_app_job.this["report"].schedule_trigger_config[0].cron_expression == "0 3 * * *"
    error_message = "The job starts at another time."
  }

  assert {
    condition     = local.profiles == { E8 = 3 }
    error_message = "What needs much memory has no machine that has it."
  }
}

run "two_versions_run_side_by_side_and_start_in_their_time" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = azurerm_container_app.this["orders"].revision_mode == "Multiple"
    error_message = "A new version takes the place of the old one at once."
  }

  assert {
    condition     = azurerm_container_app.this["orders"].template[0].container[0].startup_probe[0].failure_count_threshold * azurerm_container_app.this["orders"].template[0].container[0].startup_probe[0].interval_seconds >= 45
    error_message = "A service has less time to start."
  }

  assert {
    condition     = toset([for rule in azurerm_container_app.this["mails"].template[0].custom_scale_rule : rule.name if !startswith(rule.name, "queue")]) == toset(["cpu", "memory"])
    error_message = "A worker is scaled by something else."
  }
}

run "who_a_service_is_stands_in_its_environment" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = { for pair in azurerm_container_app.this["orders"].template[0].container[0].env : pair.name => pair.value if pair.name != "DATABASE_URL" } == { AZURE_CLIENT_ID = "client-of-orders", LOG_LEVEL = "info" }
    error_message = "A service is told something else."
  }
}

#: secrets
run "a_secret_is_read_by_the_identity_of_its_service" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = one(azurerm_container_app.this["orders"].secret).name == "database-url" && one(azurerm_container_app.this["orders"].secret).identity == "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/test/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders"
    error_message = "Somebody else reads the secret."
  }
}
#: end

#: queue
run "a_worker_is_added_where_messages_wait" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = one([for rule in azurerm_container_app.this["mails"].template[0].custom_scale_rule : rule.metadata["queueName"] if rule.custom_rule_type == "azure-servicebus"]) == "mails"
    error_message = "Nobody looks at how many messages wait."
  }
}
#: end
