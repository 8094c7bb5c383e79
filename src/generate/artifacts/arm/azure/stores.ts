/** Databases, caches, queues and storage in the file of parameters. */
import { change, plain, type Text } from '../../../../model/traced.ts';
import type { HclNode, HclObject } from '../../shared/hcl.ts';
import { entriesOf, namesIn, numberOf, objectOf, textOf } from '../../shared/hcl-values.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { type Entry, entries } from './nodes.ts';
import { flag, identityOf, type Said } from './said.ts';

type Kind = 'databases' | 'caches' | 'queues' | 'storage';

export function storeParameters(values: HclObject, services: Said): readonly Entry[] {
  const clients = (kind: Kind, store: Text): Text[] =>
    services
      .filter(([, said]) => namesIn(said[kind]).some(name => plain(name) === plain(store)))
      .map(([service]) => identityOf(values, service));
  return [
    ...each('databases', values.databases, (said, name) => ({
      name,
      ...databaseOf(said),
      clients: clients('databases', name),
    })),
    ...each('caches', values.caches, (said, name) => ({
      name,
      sku: textOf(said.sku),
      highAvailability: flag(said.high_availability),
      clients: clients('caches', name),
    })),
    ...(values.queues === undefined ? [] : messagingOf(values, (name: Text) => clients('queues', name))),
    ...each('storage', values.storage, (said, name) => ({
      name,
      replication: textOf(said.replication),
      retentionDays: numberOrNull(said.retention_days),
      archiveAfterDays: numberOrNull(said.archive_after_days),
      clients: clients('storage', name),
    })),
    ...each('fileShares', values.file_shares, (said, name) => ({ name, sizeGb: numberOf(said.size_gb) })),
  ];
}

const each = (
  name: string,
  node: HclNode | undefined,
  make: (said: HclObject, store: Text) => YamlObject,
): readonly Entry[] =>
  node === undefined
    ? []
    : [[name, entries(entriesOf(node).map(([store, said]) => [store, make(objectOf(said), store)]))]];

const messagingOf = (values: HclObject, clients: (queue: Text) => readonly Text[]): readonly Entry[] => {
  const queues = entriesOf(values.queues).map(([name, said]) => ({ name, said: objectOf(said) }));
  const messaging = objectOf(values.messaging);
  return [
    ['messaging', { sku: textOf(messaging.sku), capacity: numberOf(messaging.capacity) }],
    [
      'queues',
      queues.map(({ name, said }) => ({
        name,
        ordered: flag(said.ordered),
        retentionDays: numberOf(said.retention_days),
      })),
    ],
    [
      'queueGrants',
      queues.flatMap(({ name }) => clients(name).map((identity): YamlNode => ({ identity, queue: name }))),
    ],
  ];
};

const numberOrNull = (node: HclNode | undefined): YamlNode =>
  node === null || node === undefined ? null : numberOf(node);

/** What Terraform puts before the name of a machine. */
const tiers: Readonly<Record<string, string>> = {
  B: 'Burstable',
  GP: 'GeneralPurpose',
  MO: 'MemoryOptimized',
};

const databaseOf = (said: HclObject): YamlObject => ({
  version: textOf(said.engine_version),
  sku: change(textOf(said.sku), sku => sku.replace(/^[A-Z]+_/, '')),
  tier: change(textOf(said.sku), sku => tiers[sku.split('_')[0] ?? ''] ?? 'GeneralPurpose'),
  storageGb: numberOf(said.storage_gb),
  databaseName: textOf(said.database_name),
  highAvailability: flag(said.high_availability),
  backupDays: numberOf(said.backup_days),
  geoRedundantBackups: flag(said.geo_redundant_backups),
});
