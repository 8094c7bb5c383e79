locals {
  above = "GreaterThanThreshold"
  below = "LessThanThreshold"

  alarms = merge(
    local.request_alarms,
    local.task_alarms,     #: compute
    local.machine_alarms,  #: machines
    local.function_alarms, #: functions
    local.database_alarms,
    local.cache_alarms,
    local.table_alarms,
    local.queue_alarms,
  )

  request_alarms = merge(flatten([
    for key, service in var.services : [
      for colour, group in service.target_groups : {
        "${key}-${colour}-errors" = {
          description = "${key} answers more than ${service.errors_per_minute} requests a minute with 5xx"
          namespace   = "AWS/ApplicationELB"
          metric      = "HTTPCode_Target_5XX_Count"
          dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = group }
          statistic   = "Sum"
          comparison  = local.above
          threshold   = service.errors_per_minute
          minutes     = 1
        }
        "${key}-${colour}-latency" = {
          description = "One answer of ${key} in twenty takes longer than ${service.p95_seconds} s"
          namespace   = "AWS/ApplicationELB"
          metric      = "TargetResponseTime"
          dimensions  = { LoadBalancer = var.load_balancer, TargetGroup = group }
          statistic   = "p95"
          comparison  = local.above
          threshold   = service.p95_seconds
          minutes     = 5
        }
      }
    ]
  ])...)

  #: machines
  machine_alarms = merge([
    for key, id in var.machines : {
      "${key}-cpu" = {
        description = "${key} is busy"
        namespace   = "AWS/EC2"
        metric      = "CPUUtilization"
        dimensions  = { InstanceId = id }
        statistic   = "Average"
        comparison  = local.above
        threshold   = 90
        minutes     = 10
      }
      "${key}-down" = {
        description = "${key} or what it runs on is broken"
        namespace   = "AWS/EC2"
        metric      = "StatusCheckFailed"
        dimensions  = { InstanceId = id }
        statistic   = "Maximum"
        comparison  = local.above
        threshold   = 0
        minutes     = 2
      }
    }
  ]...)
  #: end

  #: functions
  function_alarms = merge([
    for key, name in var.functions : {
      "${key}-failures" = {
        description = "${key} fails: it ends with an error, or runs out of time"
        namespace   = "AWS/Lambda"
        metric      = "Errors"
        dimensions  = { FunctionName = name }
        statistic   = "Sum"
        comparison  = local.above
        threshold   = var.services[key].errors_per_minute
        minutes     = 1
      }
      "${key}-throttles" = {
        description = "${key} is asked more than all of its instances can answer"
        namespace   = "AWS/Lambda"
        metric      = "Throttles"
        dimensions  = { FunctionName = name }
        statistic   = "Sum"
        comparison  = local.above
        threshold   = 0
        minutes     = 1
      }
    }
  ]...)
  #: end

  #: compute
  task_alarms = merge([
    for key, service in var.services : {
      for resource in ["CPU", "Memory"] : "${key}-${lower(resource)}" => {
        description = "${key} uses nearly all of its ${lower(resource)}, though it scales"
        namespace   = "AWS/ECS"
        metric      = "${resource}Utilization"
        dimensions  = { ClusterName = var.cluster, ServiceName = key }
        statistic   = "Average"
        comparison  = local.above
        threshold   = 90
        minutes     = 10
      }
    }
  ]...)
  #: end

  database_alarms = merge([
    for key, database in var.databases : {
      "${key}-cpu" = {
        description = "The database ${key} is busy"
        namespace   = "AWS/RDS"
        metric      = "CPUUtilization"
        dimensions  = { DBInstanceIdentifier = database.identifier }
        statistic   = "Average"
        comparison  = local.above
        threshold   = 85
        minutes     = 10
      }
      "${key}-storage" = {
        description = "The database ${key} has a tenth of its storage left"
        namespace   = "AWS/RDS"
        metric      = "FreeStorageSpace"
        dimensions  = { DBInstanceIdentifier = database.identifier }
        statistic   = "Minimum"
        comparison  = local.below
        threshold   = database.storage_gb * 1024 * 1024 * 1024 / 10
        minutes     = 5
      }
    }
  ]...)

  cache_alarms = {
    for key, cache in var.caches : "${key}-memory" => {
      description = "The cache ${key} is nearly full, and forgets"
      namespace   = "AWS/ElastiCache"
      metric      = "DatabaseMemoryUsagePercentage"
      dimensions  = { ReplicationGroupId = cache }
      statistic   = "Average"
      comparison  = local.above
      threshold   = 90
      minutes     = 10
    }
  }

  table_alarms = merge([
    for key, table in var.tables : {
      for kind in ["Read", "Write"] : "${key}-${lower(kind)}s" => {
        description = "${kind}s of the table ${key} are refused, because there are too many of them"
        namespace   = "AWS/DynamoDB"
        metric      = "${kind}ThrottleEvents"
        dimensions  = { TableName = table }
        statistic   = "Sum"
        comparison  = local.above
        threshold   = 0
        minutes     = 5
      }
    }
  ]...)

  queue_alarms = {
    for key, queue in var.queues : "${key}-dead-letters" => {
      description = "Messages of ${key} could not be handled"
      namespace   = "AWS/SQS"
      metric      = "ApproximateNumberOfMessagesVisible"
      dimensions  = { QueueName = queue }
      statistic   = "Maximum"
      comparison  = local.above
      threshold   = 0
      minutes     = 1
    }
  }
}
