/** Resources of the documents by what a cloud provides for them. */
import { productIn } from '../../../../model/products.ts';
import { combine, type Text, Traced } from '../../../../model/traced.ts';
import type { ResourceView } from '../../../../model/views.ts';

type Of<Kind extends ResourceView['kind']['value']> = Extract<ResourceView, { kind: Traced<Kind> }>;

export interface Database {
  readonly name: Traced<string>;
  readonly engine: Traced<'postgres' | 'mysql' | 'mariadb'>;
  /** As the documents write it. */
  readonly version: Traced<string> | undefined;
  readonly size: Traced<string> | undefined;
  readonly storageGb: Traced<number> | undefined;
  readonly highAvailability: Traced<boolean> | undefined;
}

export interface Cache {
  readonly name: Traced<string>;
  readonly engine: Traced<'redis' | 'valkey'>;
  readonly version: Traced<string> | undefined;
  /** Kubernetes quantity. */
  readonly memory: Traced<string> | undefined;
}

/** A table without a schema but its keys. */
export interface Table {
  readonly name: Traced<string>;
  /** Parameters of the document: partitionKey, sortKey. "cart", or "cart:N" where it is a number. */
  readonly partitionKey: Traced<string> | undefined;
  readonly sortKey: Traced<string> | undefined;
}

export interface Queue {
  readonly name: Traced<string>;
  readonly fifo: Traced<boolean> | undefined;
  readonly retentionDays: Traced<number> | undefined;
}

export interface Bucket {
  readonly name: Traced<string>;
  readonly retentionDays: Traced<number> | undefined;
}

/** A disk of its own for each machine that runs a service. */
export interface Disk {
  readonly name: Traced<string>;
  /** Parameter of the document: sizeGb. */
  readonly sizeGb: Traced<number> | undefined;
}

export interface FileSystem {
  readonly name: Traced<string>;
}

export interface Stores {
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly tables: readonly Table[];
  readonly queues: readonly Queue[];
  readonly buckets: readonly Bucket[];
  readonly fileSystems: readonly FileSystem[];
  readonly disks: readonly Disk[];
}

const engines: Readonly<Record<string, Database['engine']['value']>> = {
  PostgreSQL: 'postgres',
  MySQL: 'mysql',
  MariaDB: 'mariadb',
};

const cacheEngines: Readonly<Record<string, Cache['engine']['value']>> = { Redis: 'redis', Valkey: 'valkey' };

const bucketProducts = new Set(['S3', 'Google Cloud Storage', 'Azure Blob Storage']);
const queueProducts = new Set(['SQS', 'Pub/Sub', 'Service Bus']);
const fileProducts = new Set(['EFS', 'Filestore', 'Azure Files']);

export function storesOf(resources: readonly ResourceView[]): Stores {
  return {
    databases: resources.flatMap(databaseOf),
    caches: resources.flatMap(cacheOf),
    tables: resources.flatMap(tableOf),
    queues: resources.flatMap(queueOf),
    buckets: resources
      .filter(isStorage)
      .filter(({ type }) => bucketProducts.has(productName(type)))
      .map(({ name, type, retentionDays }) => ({ name: named(name, type), retentionDays })),
    fileSystems: resources
      .filter(isStorage)
      .filter(({ type }) => fileProducts.has(productName(type)))
      .map(({ name, type }) => ({ name: named(name, type) })),
    disks: resources
      .filter(isStorage)
      .filter(({ type }) => productName(type) === 'EBS')
      .map(disk => ({ name: named(disk.name, disk.type), sizeGb: gibibytes(paramOf(disk, 'sizeGb')) })),
  };
}

function databaseOf(resource: ResourceView): Database[] {
  if (!isDatabase(resource)) return [];
  const { name, type, version, storageGb, highAvailability } = resource;
  const engine = engines[productName(type)];
  if (!engine) return [];
  const size = resource.class;
  return [{ name, engine: type.map(() => engine), version, size, storageGb, highAvailability }];
}

function cacheOf(resource: ResourceView): Cache[] {
  if (!isCache(resource)) return [];
  const { name, type, memory } = resource;
  const engine =
    cacheEngines[productName(type)] ?? (/elasticache|memorystore/i.test(type.value) ? 'redis' : undefined);
  return engine
    ? [{ name, engine: type.map(() => engine), version: paramOf(resource, 'version'), memory }]
    : [];
}

function tableOf(resource: ResourceView): Table[] {
  if (!isDatabase(resource) || productName(resource.type) !== 'DynamoDB') return [];
  const { name, type } = resource;
  return [
    {
      name: named(name, type),
      partitionKey: paramOf(resource, 'partitionKey'),
      sortKey: paramOf(resource, 'sortKey'),
    },
  ];
}

function queueOf(resource: ResourceView): Queue[] {
  if (!isQueue(resource) || !queueProducts.has(productName(resource.type))) return [];
  const { name, type, queueType, retentionDays } = resource;
  return [{ name: named(name, type), fifo: queueType?.map(text => /fifo/i.test(text)), retentionDays }];
}

const isDatabase = (resource: ResourceView): resource is Of<'database'> => resource.kind.value === 'database';
const isCache = (resource: ResourceView): resource is Of<'cache'> => resource.kind.value === 'cache';
const isQueue = (resource: ResourceView): resource is Of<'queue'> => resource.kind.value === 'queue';
const isStorage = (resource: ResourceView): resource is Of<'storage'> => resource.kind.value === 'storage';

const productName = (type: Traced<string>): string => productIn(type.value)?.name ?? '';

/** The name of what is there because of its type. */
const named = (name: Traced<string>, type: Traced<string>): Traced<string> =>
  combine([name, type], () => name.value);

const paramOf = ({ params }: ResourceView, name: string): Traced<string> | undefined =>
  params.find(param => param.name.value === name)?.value;

/** "100", "100 GB" or "100 GiB". */
function gibibytes(said: Traced<string> | undefined): Traced<number> | undefined {
  const [, size] = /^\s*(\d{1,5})\s*(?:Gi?B?)?\s*$/i.exec(said?.value ?? '') ?? [];
  return said && size !== undefined ? said.map(() => Number(size)) : undefined;
}

/** Whether any of the stores has the name. */
export const hasName = (list: readonly { readonly name: Traced<string> }[], name: Text): boolean =>
  list.some(item => item.name.value === (name instanceof Traced ? name.value : name));
