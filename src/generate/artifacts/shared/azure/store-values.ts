/** What databases, caches, queues and storage are in one environment of the stack on Azure. */
import { combine, plain, type Text } from '../../../../model/traced.ts';
import type { HclObject } from '../hcl.ts';
import { archives } from '../infrastructure/promises.ts';
import { mountsOf } from '../infrastructure/service.ts';
import { firstOf, type Stack, type StackEnvironment } from '../infrastructure/stack.ts';
import { mebibytes } from '../quantities.ts';
import { cacheSku, databaseSku, databaseVersion, isBurstable, postgresStorage } from './sizes.ts';

type Stores = Stack['stores'];

const newest = { postgres: '17', mysql: '8.4' } as const;

export function databaseValues(
  { isProduction }: StackEnvironment,
  { engine, version, size, storageGb, highAvailability }: Stores['databases'][number],
): HclObject {
  const kind = engine.value === 'mysql' ? 'mysql' : 'postgres';
  const sku = databaseSku(kind, size?.value ?? (isProduction ? 'medium' : 'small'));
  const storage = (gigabytes: number) =>
    kind === 'postgres' ? postgresStorage(gigabytes) / 1_024 : Math.max(20, Math.ceil(gigabytes));
  const hasSecond = isProduction && !isBurstable(sku);
  return {
    engine: engine.map(() => kind),
    engine_version: combine(version ? [engine, version] : [engine], () =>
      databaseVersion(kind, version?.value ?? newest[kind]),
    ),
    sku: size ? size.map(() => sku) : sku,
    storage_gb: storageGb ? storageGb.map(storage) : storage(32),
    database_name: 'app',
    high_availability: hasSecond ? (highAvailability ?? true) : false,
    backup_days: isProduction ? 30 : 7,
    geo_redundant_backups: isProduction,
  };
}

export const cacheValues = (
  { isProduction }: StackEnvironment,
  { memory }: Stores['caches'][number],
): HclObject => ({
  sku: memory ? memory.map(size => cacheSku(mebibytes(size))) : cacheSku(1_024),
  high_availability: isProduction,
});

/** Service Bus keeps messages as long as it is told to. */
export const queueValues = ({ fifo, retentionDays }: Stores['queues'][number]): HclObject => ({
  ordered: fifo ?? false,
  retention_days: retentionDays ?? 14,
});

/** Only the dear kind of Service Bus lies in a network and takes a key of ours. */
export const messagingValues = ({ isProduction }: StackEnvironment): HclObject => ({
  sku: isProduction ? 'Premium' : 'Standard',
  capacity: isProduction ? 1 : 0,
});

/** Blobs go to the cool tier after a third of their time: it wants them for 30 days at least. */
export function storageValues(
  stack: Stack,
  { isProduction }: StackEnvironment,
  { retentionDays }: Stores['buckets'][number],
): HclObject {
  const archive = firstOf(stack, archives);
  return {
    retention_days: retentionDays ?? null,
    archive_after_days: archive
      ? archive.map(() => Math.max(30, Math.floor((retentionDays?.value ?? 90) / 3)))
      : null,
    replication: isProduction ? 'GZRS' : 'GRS',
  };
}

/** All that is mounted of it has to find room; Microsoft sells no less than 100 GiB of fast files. */
export function shareValues(stack: Stack, name: Text): HclObject {
  const sizes = stack.services
    .flatMap(service => mountsOf(stack, service))
    .filter(({ fileSystem }) => plain(fileSystem) === plain(name))
    .map(({ size }) => size);
  const gibibytes = () => sizes.reduce((sum, { value }) => sum + mebibytes(value) / 1_024, 0);
  return { size_gb: combine(sizes, () => Math.max(100, Math.ceil(gibibytes()))) };
}
