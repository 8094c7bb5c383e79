variable "alarm_emails" {
  description = "Addresses that are told of alarms."
  type        = set(string)
}
