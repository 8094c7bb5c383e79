import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { allow, policy } from './policy';

/** One key for everything of the environment: logs, data at rest, messages, secrets. */
export class Encryption extends pulumi.ComponentResource {
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: { protect: boolean }, options?: pulumi.ComponentResourceOptions) {
    super('stack:Encryption', name, {}, options);
    const key = new aws.kms.Key(
      name,
      {
        description: `Everything at rest of ${name}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: keyPolicy(),
      },
      { parent: this, protect: args.protect },
    );
    new aws.kms.Alias(name, { name: `alias/${name}`, targetKeyId: key.keyId }, { parent: this });
    this.keyArn = key.arn;
    this.registerOutputs();
  }
}

/** What CloudWatch, budgets and events publish to an encrypted topic. */
const publishers = ['cloudwatch.amazonaws.com', 'budgets.amazonaws.com', 'events.amazonaws.com'];

function keyPolicy(): pulumi.Output<string> {
  const { partition } = aws.getPartitionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const { region } = aws.getRegionOutput();
  return policy([
    {
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: pulumi.interpolate`arn:${partition}:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
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
    },
    {
      ...allow(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'),
      Sid: 'Publishers',
      Principal: { Service: publishers },
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
  ]);
}
