import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import type { YamlObject } from '../../shared/yaml.ts';
import { described } from './nodes.ts';

type Parameters = Readonly<Record<string, readonly [type: string, description: string, said?: YamlObject]>>;

/** What an environment is told. Who deploys says the last ones of these: no file has them. */
export function mainParameters({ stores }: Stack, parts: ReadonlySet<Part>): YamlObject {
  const of = (part: Part): Parameters => (parts.has(part) ? (partly[part] ?? {}) : {});
  const hasMysql = stores.databases.some(({ engine }) => engine.value === 'mysql');
  const all: Parameters = {
    ...always,
    ...of('secrets'),
    ...of('ingress'),
    ...of('database'),
    ...of('cache'),
    ...of('queue'),
    ...of('storage'),
    ...of('files'),
    profiles: ['array', 'Machines of Container Apps.'],
    services: ['object', 'What runs, by name.'],
    images: [
      'object',
      'Images that are deployed, by service; those of the documents unless said.',
      { defaultValue: {} },
    ],
    ...(parts.has('ingress') ? { zoneGroup: ['string', 'Resource group of the public zone.'] as const } : {}),
    ...(hasMysql ? { databasePassword: ['securestring', 'Password of MySQL, from a vault.'] as const } : {}),
  };
  return Object.fromEntries(
    Object.entries(all).map(([name, [type, description, said]]) => [
      name,
      described(type, description, said),
    ]),
  );
}

const always: Parameters = {
  project: ['string', 'What everything is called after, and the value of the tag project.'],
  environment: ['string', 'Name of the environment.'],
  location: ['string', 'Region.'],
  isProtected: ['bool', 'Whether what holds data is locked.'],
  isZoneRedundant: ['bool', 'Whether it is spread over three zones.'],
  logRetentionDays: ['int', 'Days that logs are kept.'],
  cidr: ['string', 'Addresses of the network.'],
  alarmEmails: ['array', 'Addresses that are told of alarms.'],
};

const partly: Readonly<Partial<Record<Part, Parameters>>> = {
  secrets: {
    operators: ['array', 'Object ids of who puts values of secrets.'],
    operatorAddresses: ['array', 'Addresses that they are put from.'],
    secrets: ['array', 'Which identity reads which secret.'],
  },
  ingress: {
    zone: ['string', 'Public zone of the hosts.'],
    hosts: ['array', 'Hosts.'],
    routes: ['array', 'Which paths of which host lead to which service.'],
  },
  database: { databases: ['object', 'Databases, by name.'] },
  cache: { caches: ['object', 'Caches, by name.'] },
  queue: {
    messaging: ['object', 'Kind of Service Bus.'],
    queues: ['array', 'Queues.'],
    queueGrants: ['array', 'Which identity uses which queue.'],
  },
  storage: { storage: ['object', 'Storage, by name.'] },
  files: { fileShares: ['object', 'Folders that instances share, by name.'] },
};
