/** The deployment of each store, and where services are told that it is. */
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { fileSystemsOf } from '../../shared/infrastructure/service.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import type { YamlEntries, YamlNode, YamlObject } from '../../shared/yaml.ts';
import { deployment, type Entry, entries, output, parameter, variable } from './nodes.ts';

interface Store {
  /** Of the deployment. */
  readonly name: Text;
  readonly node: YamlNode;
}

/** Names that lead to private endpoints. */
export const zones = {
  vault: 'privatelink.vaultcore.azure.net',
  postgres: 'privatelink.postgres.database.azure.com',
  mysql: 'privatelink.mysql.database.azure.com',
  redis: 'privatelink.redis.azure.net',
  servicebus: 'privatelink.servicebus.windows.net',
  blob: 'privatelink.blob.core.windows.net',
  file: 'privatelink.file.core.windows.net',
} as const;

export const common = {
  name: variable('name'),
  location: parameter('location'),
  tags: variable('tags'),
} as const satisfies YamlObject;

const workspace = { workspaceId: variable('workspaceId') };
const alarms = { actionGroupId: variable('actionGroupId') };
const lock = { isProtected: parameter('isProtected') };
const key = { key: variable('key') };
const endpoint = (zone: keyof typeof zones) => ({
  subnetId: variable('subnetId'),
  zoneId: `[resourceId('Microsoft.Network/privateDnsZones', '${zones[zone]}')]`,
});
const principals = { principals: text`[${output('identities', 'principals')}]` };
/** Where it is said what one store is, and what of it. */
const said = (of: string, store: Text, what = ''): Text => text`[parameters('${of}')['${store}']${what}]`;

const store = (name: Text, template: string, parameters: YamlObject): Store => ({
  name,
  node: deployment(name, {
    template,
    after: ['grants', 'identities', 'monitoring', 'network'],
    parameters: { ...common, ...parameters },
  }),
});

export function storeDeployments({ stores, services, ...stack }: Stack, parts: ReadonlySet<Part>): Store[] {
  return [
    ...(parts.has('secrets')
      ? [
          store('secrets', 'secrets.json', {
            name: variable('vault'),
            ...endpoint('vault'),
            ...workspace,
            ...lock,
            secrets: parameter('secrets'),
            operators: parameter('operators'),
            operatorAddresses: parameter('operatorAddresses'),
          }),
        ]
      : []),
    ...stores.databases.map(({ name, engine }) => {
      const kind = engine.value === 'mysql' ? 'mysql' : 'postgres';
      return store(text`database-${name}`, `${kind}.json`, {
        name: text`[${serverOf(name)}]`,
        ...endpoint(kind),
        ...workspace,
        ...alarms,
        ...lock,
        database: said('databases', name),
        ...(kind === 'mysql'
          ? { password: parameter('databasePassword') }
          : { ...principals, clients: said('databases', name, '.clients') }),
      });
    }),
    ...stores.caches.map(({ name }) =>
      store(text`cache-${name}`, 'cache.json', {
        name: text`[${serverOf(name)}]`,
        ...endpoint('redis'),
        ...workspace,
        ...alarms,
        cache: said('caches', name),
        ...principals,
        clients: said('caches', name, '.clients'),
      }),
    ),
    ...(parts.has('queue')
      ? [
          store('messaging', 'messaging.json', {
            name: variable('messaging'),
            ...endpoint('servicebus'),
            ...workspace,
            ...alarms,
            ...lock,
            ...key,
            messaging: parameter('messaging'),
            queues: parameter('queues'),
            grants: parameter('queueGrants'),
          }),
        ]
      : []),
    ...stores.buckets.map(({ name }) =>
      store(text`storage-${name}`, 'storage.json', {
        name: accountOf(name),
        ...endpoint('blob'),
        ...workspace,
        ...lock,
        ...key,
        storage: said('storage', name),
        clients: said('storage', name, '.clients'),
      }),
    ),
    ...fileSystemsOf({ stores, services, ...stack }).map(name =>
      store(text`files-${name}`, 'files.json', {
        name: accountOf(name),
        ...endpoint('file'),
        ...workspace,
        ...lock,
        ...key,
        sizeGb: said('fileShares', name, '.sizeGb'),
        isZoneRedundant: parameter('isZoneRedundant'),
      }),
    ),
  ];
}

/** No other in the world has it. */
const serverOf = (store: Text): Text =>
  text`format('{0}-{1}-{2}', variables('name'), '${store}', variables('unique'))`;

const account = (store: Text): Text =>
  text`format('{0}{1}', take(replace(format('{0}{1}', variables('name'), '${store}'), '-', ''), 16), take(uniqueString(variables('unique'), '${store}'), 8))`;

export const accountOf = (store: Text): Text => text`[${account(store)}]`;

/** What services are told of where things are. */
export const addressesIn = ({ stores }: Stack): YamlEntries =>
  entries([
    ...stores.databases.flatMap(({ name, engine }): Entry[] => {
      const kind = plain(engine) === 'mysql' ? 'mysql' : 'postgres';
      return [
        [text`${name}.host`, text`[format('{0}.${kind}.database.azure.com', ${serverOf(name)})]`],
        [text`${name}.port`, kind === 'mysql' ? '3306' : '5432'],
        [text`${name}.database`, said('databases', name, '.databaseName')],
      ];
    }),
    ...stores.caches.flatMap(({ name }): Entry[] => [
      [
        text`${name}.host`,
        text`[format('{0}.{1}.redis.azure.net', ${serverOf(name)}, parameters('location'))]`,
      ],
      [text`${name}.port`, '10000'],
    ]),
    ...stores.queues.flatMap(({ name }): Entry[] => [
      [
        text`${name}.url`,
        text`[format('https://{0}.servicebus.windows.net/{1}', variables('messaging'), '${name}')]`,
      ],
      [text`${name}.name`, name],
    ]),
    ...stores.buckets.map(
      ({ name }): Entry => [
        text`${name}.bucket`,
        text`[format('https://{0}.blob.{1}/{2}', ${account(name)}, environment().suffixes.storage, '${name}')]`,
      ],
    ),
  ]);
