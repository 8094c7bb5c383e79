/** The values of the AWS stack as parameters of CloudFormation: texts, each with a name of letters and digits. */
import { change, plain, type Scalar, type Text, Traced } from '../../../../model/traced.ts';
import { HclEntries, type HclNode, type HclObject } from '../../shared/hcl.ts';

/** One of the resources that the documents name, such as a database, and what its nested stack is told. */
export interface Store {
  readonly name: Text;
  /** Of the nested stack in the root template. */
  readonly id: string;
  /** By the names of the parameters of its template. */
  readonly values: ReadonlyMap<string, Text>;
}

/** The kinds of nested stacks that are there once for each resource of the documents. */
export const kinds = {
  databases: { id: 'Database', template: 'database.yaml', inNetwork: true },
  caches: { id: 'Cache', template: 'cache.yaml', inNetwork: true },
  queues: { id: 'Queue', template: 'queue.yaml', inNetwork: false },
  buckets: { id: 'Bucket', template: 'storage.yaml', inNetwork: false },
} as const;

export type Kind = keyof typeof kinds;

/** Those of a kind, from the values that Terraform gets as variables. */
export function storesOf(kind: Kind, values: HclObject): Store[] {
  const entries = values[kind];
  if (!(entries instanceof HclEntries)) return [];
  return entries.entries.map(([name, value]) => ({
    name,
    id: `${kinds[kind].id}${pascalCase(plain(name))}`,
    values: new Map([...flat(value)].flatMap(([key, text]) => derived(kind, key, text, value))),
  }));
}

/** What is null is an empty text, which the conditions of the templates know. */
function flat(node: HclNode): Map<string, Text> {
  if (!isObject(node)) return new Map();
  return new Map(
    Object.entries(node).flatMap(([key, value]) =>
      value === undefined ? [] : [[pascalCase(key), textOf(value)] as const],
    ),
  );
}

/** CloudFormation cannot compute: what Terraform derives within a module is derived here. */
function derived(kind: Kind, key: string, value: Text, all: HclNode): (readonly [string, Text])[] {
  const of = (name: string) => (isObject(all) ? textOf(all[name] ?? null) : '');
  if (kind === 'queues' && key === 'RetentionDays')
    return [['RetentionSeconds', change(value, days => String(Number(days) * 24 * 60 * 60))]];
  if (key === 'StorageGb')
    return [
      [key, value],
      ['MaxStorageGb', change(value, size => String(Number(size) * 2))],
    ];
  if (key === 'EngineVersion') {
    const engine = plain(of('engine'));
    return [
      [key, value],
      ['ParameterFamily', change(value, version => `${engine}${familyVersion(engine, version)}`)],
    ];
  }
  return [[key, value]];
}

/** MySQL and MariaDB have families of their minor versions. */
const familyVersion = (engine: string, version: string): string =>
  version
    .split('.')
    .slice(0, /mysql|mariadb/.test(engine) ? 2 : 1)
    .join('.');

/** A parameter is a text, whatever its template takes it for. */
export function textOf(node: HclNode): Text {
  if (node === null) return '';
  if (node instanceof Traced) return node.map((value: Scalar) => String(value));
  if (typeof node !== 'object') return String(node);
  throw new TypeError('a parameter of CloudFormation is no collection');
}

/** Names of resources are labels: lower case, with dashes between words. */
export const pascalCase = (name: string): string =>
  name
    .split(/[^a-zA-Z0-9]+/)
    .map(word => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

export const isObject = (node: HclNode | undefined): node is HclObject =>
  typeof node === 'object' &&
  node !== null &&
  !Array.isArray(node) &&
  !(node instanceof Traced) &&
  !(node instanceof HclEntries);
