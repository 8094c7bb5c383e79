import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { BucketConfig } from '../config';
import { Bucket } from './bucket';

export interface StorageArgs extends BucketConfig {
  logBucket: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  protect: boolean;
}

/** Objects, with what becomes of them when they are old. */
export class Storage extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly bucket: pulumi.Output<string>;

  constructor(name: string, args: StorageArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Storage', name, {}, options);
    const { retentionDays, archiveAfterDays, protect, keyArn } = args;
    const objects = new Bucket(
      name,
      {
        name,
        protect,
        keyArn,
        rule: {
          id: 'age',
          ...(archiveAfterDays !== undefined && {
            transitions: [{ days: archiveAfterDays, storageClass: 'GLACIER_IR' }],
          }),
          ...(retentionDays !== undefined && { expiration: { days: retentionDays } }),
          noncurrentVersionExpiration: { noncurrentDays: 30 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      },
      { parent: this },
    );
    new aws.s3.BucketLogging(
      name,
      { bucket: objects.bucket, targetBucket: args.logBucket, targetPrefix: `storage/${name}/` },
      { parent: this },
    );
    this.arn = objects.arn;
    this.bucket = objects.bucket;
    this.registerOutputs();
  }
}
