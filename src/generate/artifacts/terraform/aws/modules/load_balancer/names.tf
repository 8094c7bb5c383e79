# Names of load balancers and target groups have 32 characters at most; what is longer ends with a hash of the whole.
locals {
  name = length(var.name) <= 32 ? var.name : "${trimsuffix(substr(var.name, 0, 25), "-")}-${substr(sha256(var.name), 0, 6)}"

  target_groups = merge([
    for key, service in var.services : {
      for colour in service.colours : "${key}-${colour}" => merge(service, {
        name = (
          length("${key}-${var.environment}-${colour}") <= 32
          ? "${key}-${var.environment}-${colour}"
          : "${trimsuffix(substr(key, 0, 25), "-")}-${substr(sha256("${key}-${var.environment}-${colour}"), 0, 6)}"
        )
      })
    }
  ]...)
}
