import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { encryptedConnectionsOnly, policy, type Statement } from './policy';

export interface BucketArgs {
  /** The account is put behind it. */
  name: string;
  /** Whether it stays as long as something is in it. */
  protect: boolean;
  /** Key of the objects; that of S3 itself where there is none. */
  keyArn?: pulumi.Input<string>;
  rule: Omit<aws.types.input.s3.BucketLifecycleConfigurationRule, 'status' | 'filter'>;
  /** What others may do, beside the account. */
  statements?: (bucketArn: pulumi.Output<string>) => Statement[];
}

/** A bucket that nobody sees from outside, with versions, a key and an end to what is old. */
export class Bucket extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** Its name, once it may be written to. */
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: BucketArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Bucket', name, {}, options);
    const { bucket, arn } = new aws.s3.Bucket(
      name,
      {
        bucket: pulumi.interpolate`${args.name}-${aws.getCallerIdentityOutput().accountId}`,
        forceDestroy: !args.protect,
      },
      { parent: this, protect: args.protect },
    );
    const closed = new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      { bucket, rules: [encryption(args.keyArn)] },
      { parent: this },
    );
    new aws.s3.BucketVersioning(
      name,
      { bucket, versioningConfiguration: { status: 'Enabled' } },
      { parent: this },
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      { bucket, rules: [{ ...args.rule, status: 'Enabled', filter: {} }] },
      { parent: this },
    );
    const guard = new aws.s3.BucketPolicy(
      name,
      {
        bucket,
        policy: policy([
          ...(args.statements?.(arn) ?? []),
          encryptedConnectionsOnly('s3:*', [arn, pulumi.interpolate`${arn}/*`]),
        ]),
      },
      { parent: this, dependsOn: [closed] },
    );
    this.arn = arn;
    this.bucket = guard.bucket;
    this.registerOutputs();
  }
}

const encryption = (
  keyArn: pulumi.Input<string> | undefined,
): aws.types.input.s3.BucketServerSideEncryptionConfigurationRule =>
  keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
    : {
        bucketKeyEnabled: true,
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
      };
