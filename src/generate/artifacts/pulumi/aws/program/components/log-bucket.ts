import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { Bucket } from './bucket';

export interface LogBucketArgs {
  retentionDays: number;
  protect: boolean;
}

/** Where load balancers and buckets write who asked for what. Both can only write with the keys of S3 itself. */
export class LogBucket extends pulumi.ComponentResource {
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:LogBucket', name, {}, options);
    const { accountId } = aws.getCallerIdentityOutput();
    const logs = new Bucket(
      `${name}-logs`,
      {
        name: `${name}-logs`,
        protect: args.protect,
        rule: {
          id: 'expire',
          expiration: { days: args.retentionDays },
          noncurrentVersionExpiration: { noncurrentDays: 1 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
        statements: arn => [
          {
            Sid: 'WriteLogs',
            Effect: 'Allow',
            Principal: {
              Service: ['logdelivery.elasticloadbalancing.amazonaws.com', 'logging.s3.amazonaws.com'],
            },
            Action: 's3:PutObject',
            Resource: pulumi.interpolate`${arn}/*`,
            Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
          },
        ],
      },
      { parent: this },
    );
    this.bucket = logs.bucket;
    this.registerOutputs();
  }
}
