/** Tables without a schema but their keys. */
import { alarmsOfTable } from './components/alarms';
import type { Permission } from './components/policy';
import { Table } from './components/table';
import { config, type ServiceConfig } from './config';
import { keyArn, name, protect } from './foundation';
import { named } from './named';

export const tables = new Map(
  [...config.tables].map(([key, table]) => [key, new Table(`${name}-${key}`, { ...table, keyArn, protect })]),
);

//: addresses
/** What services are told of where they are. */
export const tableAddresses = [...tables].map(([key, { tableName }]) => ({
  name: `${key}.table`,
  value: tableName,
}));

//: end
export const tablePermissions = (service: ServiceConfig): Permission[] =>
  service.tables.flatMap(key => [
    {
      actions: [
        'dynamodb:GetItem',
        'dynamodb:BatchGetItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DescribeTable',
      ],
      resources: [named(tables, key).arn],
    },
    { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] },
  ]);

export const tableAlarms = [...tables].flatMap(([key, { tableName }]) => alarmsOfTable(key, tableName));
