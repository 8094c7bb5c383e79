locals {
  containers = {
    for key, service in var.services : key => {
      name                   = key
      image                  = service.image
      essential              = true
      command                = length(service.command) > 0 ? service.command : null
      user                   = service.user
      readonlyRootFilesystem = true
      stopTimeout            = service.stop_seconds
      linuxParameters        = { initProcessEnabled = true }

      portMappings = [
        for port in service.port[*] : { name = "http", containerPort = port, hostPort = port, protocol = "tcp" }
      ]

      environment = [for name, value in service.environment : { name = name, value = value }]
      secrets     = [for name, arn in service.secrets : { name = name, valueFrom = arn }]

      mountPoints = concat(
        [{ sourceVolume = "tmp", containerPath = "/tmp", readOnly = false }],
        [
          for name, mount in service.file_systems :
          { sourceVolume = name, containerPath = mount.path, readOnly = false }
        ],
      )

      logConfiguration = {
        logDriver = "awslogs"
        options = {
          "awslogs-group"         = aws_cloudwatch_log_group.service[key].name
          "awslogs-region"        = var.region
          "awslogs-stream-prefix" = key
        }
      }
    }
  }
}
