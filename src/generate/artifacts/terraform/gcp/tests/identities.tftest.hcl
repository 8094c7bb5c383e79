mock_provider "google" {}

variables {
  name     = "a-project-with-a-long-name-production"
  services = ["orders", "mails"]
}

run "names_fit_and_differ" {
  command = plan

  module {
    source = "./modules/identities"
  }

  assert {
    condition     = alltrue([for account in google_service_account.this : length(account.account_id) <= 30])
    error_message = "A name is longer than 30 characters."
  }

  assert {
    condition     = length(distinct([for account in google_service_account.this : account.account_id])) == 2
    error_message = "Two services are one."
  }
}
