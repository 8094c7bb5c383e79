/** What databases, caches, queues and buckets are in one environment of the stack on Google Cloud. */
import { combine } from '../../../../model/traced.ts';
import { cacheVersion, databaseTier, databaseVersion } from '../../shared/gcp/sizes.ts';
import type { HclObject } from '../../shared/hcl.ts';
import { archives } from '../../shared/infrastructure/promises.ts';
import { firstOf, type Stack, type StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { mebibytes } from '../../shared/quantities.ts';

type Stores = Stack['stores'];

const newest = { postgres: '17', mysql: '8.4' } as const;

export function databaseValues(
  { isProduction }: StackEnvironment,
  { engine, version, size, storageGb, highAvailability }: Stores['databases'][number],
): HclObject {
  const kind = engine.value === 'mysql' ? 'mysql' : 'postgres';
  return {
    engine_version: combine(version ? [engine, version] : [engine], () =>
      databaseVersion(kind, version?.value ?? newest[kind]),
    ),
    tier: size ? size.map(databaseTier) : databaseTier(isProduction ? 'medium' : 'small'),
    storage_gb: storageGb ? storageGb.map(gigabytes => Math.max(10, gigabytes)) : 20,
    database_name: 'app',
    high_availability: isProduction ? (highAvailability ?? true) : false,
    backups: isProduction ? 30 : 7,
  };
}

export const cacheValues = (
  { isProduction }: StackEnvironment,
  { engine, version, memory }: Stores['caches'][number],
): HclObject => ({
  engine_version: version ? version.map(cacheVersion) : engine.map(() => 'REDIS_7_2'),
  memory_gb: memory ? memory.map(size => Math.max(1, Math.ceil(mebibytes(size) / 1024))) : 1,
  high_availability: isProduction,
});

/** Pub/Sub keeps messages for a week unless told otherwise, and for 31 days at most. */
export const queueValues = ({ fifo, retentionDays }: Stores['queues'][number]): HclObject => ({
  ordered: fifo ?? false,
  retention_days: retentionDays ? retentionDays.map(days => Math.min(31, days)) : 7,
});

/** Objects go to Coldline after a third of their time; it wants them for 90 days at least. */
export function bucketValues(stack: Stack, { retentionDays }: Stores['buckets'][number]): HclObject {
  const archive = firstOf(stack, archives);
  return {
    retention_days: retentionDays ?? null,
    archive_after_days: archive
      ? archive.map(() => Math.max(30, Math.floor((retentionDays?.value ?? 90) / 3)))
      : null,
  };
}
