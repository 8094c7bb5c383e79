variable "name" {
  description = "Name of the environment of Container Apps."
  type        = string
}

variable "resource_group" {
  description = "Resource group of the environment."
  type        = string
}

variable "location" {
  description = "Region of the environment."
  type        = string
}

variable "tags" {
  description = "Tags of everything."
  type        = map(string)
}

variable "subnet_id" {
  description = "Id of the subnet of the environment: no other has it."
  type        = string
}

variable "is_internal" {
  description = "Whether nobody outside the network asks for anything."
  type        = bool
}

#: internal
variable "network_id" {
  description = "Id of the network that asks the services."
  type        = string
}
#: end

variable "zone_redundant" {
  description = "Whether instances are spread over three zones."
  type        = bool
}

variable "identities" {
  description = "Identity of each service, by its name."
  type = map(object({
    id        = string
    client_id = string
  }))
}

#: registry
variable "registry" {
  description = "Name of the registry that has the images of our own."
  type        = string
}
#: end

#: queue
variable "messaging" {
  description = "Name of the namespace of Service Bus."
  type        = string
}
#: end

#: files
variable "file_shares" {
  description = "Where file shares are mounted from, by name."
  type = map(object({
    server = string
    path   = string
  }))
}
#: end

variable "services" {
  description = "What runs, by name."
  type = map(object({
    kind           = string
    image          = string
    is_own_image   = bool #: registry
    command        = list(string)
    cpu            = number
    memory_gb      = number
    profile        = string
    port           = number
    is_public      = bool
    environment    = map(string)
    secrets        = map(string)  #: secrets
    queues         = list(string) #: queue
    min_count      = number
    max_count      = number
    cpu_percent    = number
    memory_percent = number
    start_seconds  = number
    stop_seconds   = number

    health = object({
      live_path        = string
      ready_path       = string
      start_path       = string
      interval_seconds = number
      timeout_seconds  = number
      failures         = number
    })

    job = object({
      schedule = string
    })

    #: files
    mounts = list(object({
      name       = string
      file_share = string
      path       = string
    }))
    #: end
  }))

  validation {
    condition     = alltrue([for service in var.services : contains(["service", "worker", "job"], service.kind)])
    error_message = "A kind is service, worker or job."
  }
}
