module "table" {
  source   = "./modules/table"
  for_each = var.tables

  name                = "${local.name}-${each.key}"
  partition_key       = each.value.partition_key
  sort_key            = each.value.sort_key
  kms_key_arn         = module.encryption.key_arn
  deletion_protection = var.deletion_protection
}

locals {
  table_addresses = { for key, table in module.table : "${key}.table" => table.name } #: addresses

  table_permissions = {
    for name, service in var.services : name => flatten([
      for key in service.tables : [
        {
          actions = [
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:Query",
            "dynamodb:Scan",
            "dynamodb:PutItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DescribeTable",
          ]
          resources = [module.table[key].arn]
        },
        {
          actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
          resources = [module.encryption.key_arn]
        },
      ]
    ])
  }
}
