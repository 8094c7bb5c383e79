variable "name" {
  description = "What the services are called after."
  type        = string
}

variable "region" {
  description = "Region of the services."
  type        = string
}

variable "network" {
  description = "Name of the network."
  type        = string
}

variable "subnet" {
  description = "Name of the subnet that instances take addresses of."
  type        = string
}

variable "kms_key" {
  description = "Key of the images and what instances keep."
  type        = string
}

variable "service_accounts" {
  description = "Account of each service, by its name."
  type        = map(string)
}

variable "readable_secrets" {
  description = "Names of the secrets that may be read."
  type        = list(string)
  default     = []
}

variable "deletion_protection" {
  description = "Whether services refuse to be deleted."
  type        = bool
}

variable "services" {
  description = "What runs, by name. Secrets are names in Secret Manager by the variable that gets their value."
  type = map(object({
    kind          = string
    image         = string
    command       = list(string)
    cpu           = number
    memory_mb     = number
    port          = number
    environment   = map(string)
    secrets       = optional(map(string), {})
    min_count     = number
    max_count     = number
    start_seconds = number

    health = object({
      live_path        = string
      start_path       = string
      interval_seconds = number
      timeout_seconds  = number
      failures         = number
    })

    job = object({
      schedule  = string
      time_zone = string
    })

    file_systems = optional(map(object({
      server = string
      share  = string
      path   = string
    })), {})
  }))

  validation {
    condition     = alltrue([for service in var.services : contains(["service", "worker", "job"], service.kind)])
    error_message = "A kind is service, worker or job."
  }
}
