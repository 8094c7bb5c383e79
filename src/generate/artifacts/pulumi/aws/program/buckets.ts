/** Buckets for objects. */
import * as pulumi from '@pulumi/pulumi';
import type { Permission } from './components/policy';
import { Storage } from './components/storage';
import { config, type ServiceConfig } from './config';
import { keyArn, logBucket, name, protect } from './foundation';
import { named } from './named';

export const buckets = new Map(
  [...config.buckets].map(([key, bucket]) => [
    key,
    new Storage(`${name}-${key}`, { ...bucket, logBucket, keyArn, protect }),
  ]),
);

//: addresses
/** What services are told of where they are. */
export const bucketAddresses = [...buckets].map(([key, { bucket }]) => ({
  name: `${key}.bucket`,
  value: bucket,
}));

//: end
export const bucketPermissions = (service: ServiceConfig): Permission[] =>
  service.buckets.flatMap(key => {
    const { arn } = named(buckets, key);
    return [
      { actions: ['s3:ListBucket'], resources: [arn] },
      {
        actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        resources: [pulumi.interpolate`${arn}/*`],
      },
      { actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [keyArn] },
    ];
  });
