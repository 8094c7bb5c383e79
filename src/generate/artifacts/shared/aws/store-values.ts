/** What databases, caches and buckets are in one environment of the AWS stack. */

import { change, type Text } from '../../../../model/traced.ts';
import type { HclObject } from '../hcl.ts';
import { archives } from '../infrastructure/promises.ts';
import { firstOf, type Stack, type StackEnvironment } from '../infrastructure/stack.ts';
import { mebibytes } from '../quantities.ts';
import { rotationDays } from '../secrets/store.ts';
import { cacheNode } from './sizes.ts';

type Database = Stack['stores']['databases'][number];

const newest: Readonly<Record<Database['engine']['value'], string>> = {
  postgres: '17',
  mysql: '8.4',
  mariadb: '11.4',
};

/** Machines for words of documents; what looks like a class of AWS is one. */
const machines: Readonly<Record<string, string>> = {
  micro: 'db.t4g.micro',
  small: 'db.t4g.small',
  medium: 'db.t4g.medium',
  large: 'db.m7g.large',
  xlarge: 'db.m7g.xlarge',
};

export function databaseValues(
  stack: Stack,
  { isProduction }: StackEnvironment,
  database: Database,
): HclObject {
  const { engine, version, size, storageGb, highAvailability } = database;
  const machine = size?.map(
    word => machines[word.toLowerCase()] ?? (word.startsWith('db.') ? word : 'db.t4g.medium'),
  );
  return {
    engine,
    engine_version: version ?? engine.map(name => newest[name]),
    instance_class: machine ?? (isProduction ? 'db.t4g.medium' : 'db.t4g.small'),
    storage_gb: storageGb ? storageGb.map(size => Math.max(20, size)) : 20,
    database_name: 'app',
    user_name: 'app',
    multi_az: isProduction ? (highAvailability ?? true) : false,
    backup_retention_days: isProduction ? 30 : 7,
    rotation_days: firstOf(stack, rotationDays) ?? 30,
  };
}

export function cacheValues(
  { isProduction }: StackEnvironment,
  cache: Stack['stores']['caches'][number],
): HclObject {
  const { engine, version, memory } = cache;
  return {
    engine,
    engine_version: version ?? engine.map(name => (name === 'redis' ? '7.1' : '8.0')),
    node_type: memory ? memory.map(size => cacheNode(mebibytes(size))) : 'cache.t4g.small',
    multi_az: isProduction,
    snapshot_retention_days: isProduction ? 7 : 1,
  };
}

/** Objects go to Glacier after a third of their time; it wants them for 90 days at least. */
export function bucketValues(stack: Stack, { retentionDays }: Stack['stores']['buckets'][number]): HclObject {
  const archive = firstOf(stack, archives);
  return {
    retention_days: retentionDays ?? null,
    archive_after_days: archive
      ? archive.map(() => Math.max(30, Math.floor((retentionDays?.value ?? 90) / 3)))
      : null,
  };
}

/** A key is a text unless the document says another type: "placed:N" is a number. */
export const tableValues = ({ partitionKey, sortKey }: Stack['stores']['tables'][number]): HclObject => ({
  partition_key: keyOf(partitionKey ?? 'id'),
  sort_key: sortKey ? keyOf(sortKey) : undefined,
});

const keyOf = (said: Text): HclObject => ({
  name: change(said, text => text.replace(/:[SNB]$/, '')),
  type: change(said, text => /:([SNB])$/.exec(text)?.[1] ?? 'S'),
});

/** SQS keeps messages for four days unless told otherwise, and for fourteen at most. */
export const queueValues = ({ fifo, retentionDays }: Stack['stores']['queues'][number]): HclObject => ({
  fifo: fifo ?? false,
  retention_days: retentionDays ? retentionDays.map(days => Math.min(14, days)) : 4,
});
