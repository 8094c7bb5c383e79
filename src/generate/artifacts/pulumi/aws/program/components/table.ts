import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { KeyConfig, TableConfig } from '../config';

export interface TableArgs extends TableConfig {
  keyArn: pulumi.Input<string>;
  protect: boolean;
}

/** A table that is paid for by what is asked of it: nobody has to say how much that will be. */
export class Table extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly tableName: pulumi.Output<string>;

  constructor(name: string, args: TableArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Table', name, {}, options);
    const { partitionKey, sortKey, keyArn, protect } = args;
    const keys: KeyConfig[] = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    const table = new aws.dynamodb.Table(
      name,
      {
        name,
        billingMode: 'PAY_PER_REQUEST',
        hashKey: partitionKey.name,
        ...(sortKey && { rangeKey: sortKey.name }),
        attributes: keys,
        deletionProtectionEnabled: protect,
        pointInTimeRecovery: { enabled: true },
        serverSideEncryption: { enabled: true, kmsKeyArn: keyArn },
        // Items that say when they end are gone within days of it.
        ttl: { attributeName: 'expires_at', enabled: true },
      },
      { parent: this, protect },
    );
    this.arn = table.arn;
    this.tableName = table.name;
    this.registerOutputs();
  }
}
