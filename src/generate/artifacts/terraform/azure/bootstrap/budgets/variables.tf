variable "budgets" {
  description = "What may be spent in a month, by what it is spent on; services are called as the bill calls them, none means all."
  type = map(object({
    monthly       = number
    currency      = string
    alert_percent = number
    services      = list(string)
  }))
}

variable "budget_emails" {
  description = "Addresses that are told when a budget is nearly spent, beside the owners of the subscription."
  type        = set(string)
}
