/** Nested stacks of what keeps data: one for each resource of the documents. */
import { change, plain, type Text, text } from '../../../../model/traced.ts';
import type { HclObject } from '../../shared/hcl.ts';
import type { YamlObject } from '../../shared/yaml.ts';
import { logicalId } from './logical-ids.ts';
import { type Entry, entriesOf, nested, objectOf, output, textOf } from './nodes.ts';

/** A store, by the variable of Terraform that its values are in. */
export const storeKinds = {
  databases: 'Database',
  caches: 'Cache',
  tables: 'Table',
  queues: 'Queue',
  buckets: 'Bucket',
} as const;

export type StoreKind = keyof typeof storeKinds;

export const storeId = (kind: StoreKind, name: Text): Text => logicalId(storeKinds[kind], name);

/** The stacks of all stores, by their logical ids. `name` is that of the environment's root stack. */
export function storeStacks(name: Text, values: HclObject): readonly Entry[] {
  const common = {
    KmsKeyArn: output('Encryption', 'KeyArn'),
    AlarmTopicArn: output('Alarms', 'TopicArn'),
  };
  const inNetwork = { VpcId: output('Network', 'VpcId'), SubnetIds: output('Network', 'DataSubnetIds') };
  const protection = { DeletionProtection: textOf(values.deletion_protection) };
  const stacks: Readonly<Record<StoreKind, (said: HclObject) => YamlObject>> = {
    databases: said =>
      nested('database.yaml', { ...databaseOf(said), ...common, ...inNetwork, ...protection }),
    caches: said => nested('cache.yaml', { ...cacheOf(said), ...common, ...inNetwork }),
    tables: said => nested('table.yaml', { ...tableOf(said), ...common, ...protection }),
    queues: said => nested('queue.yaml', { ...queueOf(said), ...common }),
    buckets: said =>
      nested('storage.yaml', {
        ...bucketOf(said),
        LogBucket: output('Logs', 'Bucket'),
        KmsKeyArn: common.KmsKeyArn,
      }),
  };
  return (Object.keys(storeKinds) as StoreKind[]).flatMap(kind =>
    entriesOf(values[kind]).map(
      ([store, said]): Entry => [
        storeId(kind, store),
        stacks[kind]({ name: text`${name}-${store}`, ...objectOf(said) }),
      ],
    ),
  );
}

const databaseOf = (said: HclObject): YamlObject => ({
  Name: textOf(said.name),
  Engine: textOf(said.engine),
  EngineVersion: textOf(said.engine_version),
  ParameterFamily: familyOf(said),
  InstanceClass: textOf(said.instance_class),
  StorageGb: textOf(said.storage_gb),
  MaxStorageGb: change(textOf(said.storage_gb), size => String(Number(size) * 2)),
  LowStorageBytes: change(textOf(said.storage_gb), size => String((Number(size) * 1024 ** 3) / 10)),
  DatabaseName: textOf(said.database_name),
  UserName: textOf(said.user_name),
  MultiAz: textOf(said.multi_az),
  BackupRetentionDays: textOf(said.backup_retention_days),
  RotationDays: textOf(said.rotation_days),
});

const cacheOf = (said: HclObject): YamlObject => ({
  Name: textOf(said.name),
  Engine: textOf(said.engine),
  EngineVersion: textOf(said.engine_version),
  ParameterFamily: familyOf(said),
  NodeType: textOf(said.node_type),
  MultiAz: textOf(said.multi_az),
  SnapshotRetentionDays: textOf(said.snapshot_retention_days),
});

function tableOf(said: HclObject): YamlObject {
  const [partition, sort] = [objectOf(said.partition_key), objectOf(said.sort_key)];
  return {
    Name: textOf(said.name),
    PartitionKey: textOf(partition.name),
    PartitionKeyType: textOf(partition.type),
    ...(said.sort_key ? { SortKey: textOf(sort.name), SortKeyType: textOf(sort.type) } : {}),
  };
}

const queueOf = (said: HclObject): YamlObject => ({
  Name: textOf(said.name),
  Fifo: textOf(said.fifo),
  RetentionSeconds: change(textOf(said.retention_days), days => String(Number(days) * 24 * 60 * 60)),
});

const bucketOf = (said: HclObject): YamlObject => ({
  Name: textOf(said.name),
  RetentionDays: textOf(said.retention_days),
  ArchiveAfterDays: textOf(said.archive_after_days),
});

/** MySQL and MariaDB have families of their minor versions: `mysql8.4`, `postgres17`; most changes of a version keep it. */
function familyOf({ engine, engine_version: version }: HclObject): Text {
  const said = plain(textOf(version)).split('.');
  return change(
    textOf(engine),
    name => `${name}${said.slice(0, /mysql|mariadb/.test(name) ? 2 : 1).join('.')}`,
  );
}
