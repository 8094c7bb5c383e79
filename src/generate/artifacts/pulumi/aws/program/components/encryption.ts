import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, policy, type Statement } from './policy';

export interface EncryptionArgs {
  description: string;
  protect: boolean;
  /** What others than the account may do with the key. */
  statements: Statement[];
}

/** One key for all that belongs together: logs, data at rest, messages, secrets. */
export class Encryption extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Encryption', name, {}, options);
    const { partition } = aws.getPartitionOutput();
    const { accountId } = aws.getCallerIdentityOutput();
    const key = new aws.kms.Key(
      name,
      {
        description: args.description,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: policy([
          {
            Sid: 'Administration',
            Effect: 'Allow',
            Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
          ...args.statements,
        ]),
      },
      { parent: this, protect: args.protect },
    );
    new aws.kms.Alias(name, { name: `alias/${name}`, targetKeyId: key.keyId }, { parent: this });
    this.keyArn = key.arn;
    this.registerOutputs();
  }
}

/** CloudWatch writes logs with the key. */
export function logs(): Statement {
  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  return {
    ...allow(
      ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      '*',
    ),
    Sid: 'Logs',
    Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:*`,
      },
    },
  };
}

/** Services of AWS publish to encrypted topics of the account. */
export const publishing = (Sid: string, services: string[]): Statement => ({
  ...allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
  Sid,
  Principal: { Service: services.length === 1 ? (services[0] as string) : services },
  Condition: { StringEquals: { 'aws:SourceAccount': aws.getCallerIdentityOutput().accountId } },
});
