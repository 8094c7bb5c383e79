locals {
  # What services are told of where other things are.
  addresses = merge(
    local.database_addresses, #: database
    local.cache_addresses,    #: cache
    local.queue_addresses,    #: queue
    local.storage_addresses,  #: storage
  )
}
