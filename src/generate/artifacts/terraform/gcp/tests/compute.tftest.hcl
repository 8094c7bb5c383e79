mock_provider "google" {}

variables {
  name                = "test-production"
  region              = "europe-west3"
  network             = "test-production"
  subnet              = "test-production-private"
  kms_key             = "projects/test/locations/europe-west3/keyRings/test-production/cryptoKeys/data"
  readable_secrets    = ["orders-DATABASE_URL"]
  deletion_protection = true

  service_accounts = {
    orders = "orders@test.iam.gserviceaccount.com"
    mails  = "mails@test.iam.gserviceaccount.com"
    report = "report@test.iam.gserviceaccount.com"
  }

  services = {
    orders = {
      kind          = "service"
      image         = "registry.example.com/orders:1.0.0"
      command       = []
      cpu           = 1
      memory_mb     = 512
      port          = 8080
      environment   = { LOG_LEVEL = "info" }
      secrets       = { DATABASE_URL = "orders-DATABASE_URL" }
      min_count     = 2
      max_count     = 6
      start_seconds = 45
      job           = { schedule = null, time_zone = "Etc/UTC" }
      health        = { live_path = "/live", start_path = "/start", interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
    mails = {
      kind          = "worker"
      image         = "registry.example.com/mails:1.0.0"
      command       = ["node", "mails.js"]
      cpu           = 1
      memory_mb     = 512
      port          = null
      environment   = {}
      min_count     = 3
      max_count     = 3
      start_seconds = 45
      job           = { schedule = null, time_zone = "Etc/UTC" }
      health        = { live_path = null, start_path = null, interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
    report = {
      kind          = "job"
      image         = "registry.example.com/report:1.0.0"
      command       = []
      cpu           = 1
      memory_mb     = 512
      port          = null
      environment   = {}
      min_count     = 1
      max_count     = 1
      start_seconds = 45
      job           = { schedule = "0 3 * * *", time_zone = "Europe/Berlin" }
      health        = { live_path = null, start_path = null, interval_seconds = 10, timeout_seconds = 2, failures = 3 }
    }
  }
}

run "each_kind_is_what_cloud_run_has_for_it" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = keys(google_cloud_run_v2_service.this) == ["orders"] && keys(google_cloud_run_v2_worker_pool.this) == ["mails"] && keys(google_cloud_run_v2_job.this) == ["report"]
    error_message = "A kind is made as another."
  }

  assert {
    condition     = google_cloud_run_v2_worker_pool.this["mails"].scaling[0].manual_instance_count == 3
    error_message = "There are not as many workers as asked for."
  }

  assert {
    condition     = google_cloud_scheduler_job.this["report"].schedule == "0 3 * * *" && google_cloud_scheduler_job.this["report"].time_zone == "Europe/Berlin"
    error_message = "The job starts at another time."
  }
}

run "a_service_starts_in_its_time_and_is_asked_by_the_load_balancer_only" {
  command = plan

  module {
    source = "./modules/compute"
  }

  assert {
    condition     = google_cloud_run_v2_service.this["orders"].template[0].containers[0].startup_probe[0].failure_threshold == 5
    error_message = "A service has another time to start."
  }

  assert {
    condition     = google_cloud_run_v2_service.this["orders"].ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
    error_message = "A service can be asked past the load balancer."
  }
}

run "an_unknown_kind_is_refused" {
  command = plan

  module {
    source = "./modules/compute"
  }

  variables {
    services = {
      orders = {
        kind          = "function"
        image         = "registry.example.com/orders:1.0.0"
        command       = []
        cpu           = 1
        memory_mb     = 512
        port          = 8080
        environment   = {}
        min_count     = 2
        max_count     = 6
        start_seconds = 45
        job           = { schedule = null, time_zone = "Etc/UTC" }
        health        = { live_path = "/live", start_path = "/start", interval_seconds = 10, timeout_seconds = 2, failures = 3 }
      }
    }
  }

  expect_failures = [var.services]
}
