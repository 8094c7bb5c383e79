output "security_group_ids" {
  description = "Group of each function, by the name of the service."
  value       = { for key, group in aws_security_group.service : key => group.id }
}

output "services" {
  description = "Function, alias and log group of each service, by its name."
  value = {
    for key, function in aws_lambda_function.this : key => {
      function_name = function.function_name
      alias         = aws_lambda_alias.live[key].name
      log_group     = aws_cloudwatch_log_group.service[key].name
    }
  }
}
