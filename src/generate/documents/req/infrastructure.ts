/** REQ 9.5.1: the resources that the service needs, their provider, type and sizes. */
import { problem } from '../../../errors/index.ts';
import { label, nearest } from '../../../model/names.ts';
import type { Resource } from '../../../model/resource.ts';
import { bare, slice, type Token } from '../../../model/token.ts';
import { count, days, seconds } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import { bytes, cores, cpu, gigabytes } from '../../../model/values/quantities.ts';
import { boolean, cidr, text } from '../../../model/values/text.ts';
import { provider } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Section } from '../markdown/outline.ts';
import { type Group, groups } from '../markdown/phrase.ts';
import { adrReference } from './adr.ts';
import { type Columns, readTable, sectionName } from './table.ts';
import { zones } from './zones.ts';

type Kind = Resource['kind'];

const columns = {
  resource: { title: 'Resource Type' },
  provider: { title: 'Provider' },
  configuration: { title: 'Configuration' },
  requirements: { title: 'Requirements' },
} as const satisfies Columns<string>;

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['compute', 'compute'],
  ['database', 'database'],
  ['storage', 'storage'],
  ['network', 'network'],
  ['cache', 'cache'],
  ['message-queue', 'queue'],
  ['queue', 'queue'],
]);

interface Rule {
  readonly key: string;
  readonly field: string;
  readonly parse: Parse;
}

/** What "Name: value" in the Configuration and Requirements cells means for each kind. */
const rules: Readonly<Record<Kind, readonly Rule[]>> = {
  compute: [
    { key: 'cpu', field: 'cpu', parse: cores('processors') },
    { key: 'memory', field: 'memory', parse: bytes('memory') },
  ],
  database: [
    { key: 'version', field: 'version', parse: text('version') },
    { key: 'storage', field: 'storageGb', parse: gigabytes('storage') },
    { key: 'ha', field: 'highAvailability', parse: boolean('high availability') },
  ],
  storage: [
    { key: 'bucket type', field: 'class', parse: text('storage class') },
    { key: 'retention', field: 'retentionDays', parse: days('retention') },
    { key: 'encryption', field: 'encryption', parse: text('encryption') },
  ],
  network: [{ key: 'cidr', field: 'cidr', parse: cidr }],
  cache: [
    { key: 'memory', field: 'memory', parse: bytes('memory') },
    { key: 'ttl', field: 'ttlSeconds', parse: seconds('time to live') },
  ],
  queue: [
    { key: 'queue type', field: 'queueType', parse: text('queue type') },
    { key: 'retention', field: 'retentionDays', parse: days('retention') },
  ],
  other: [],
};

const otherKeys: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  compute: ['scaling'],
  network: ['azs'],
};

export function readInfrastructure(section: Section, gathering: Gathering): void {
  const names = new Set<string>();
  for (const row of readTable(section, columns, gathering)) {
    const cell = row.resource && bare(row.resource);
    const kind = cell && kindOf(cell.text);
    if (!cell || !kind) {
      if (cell) unknownResource(cell, section, gathering);
      continue;
    }
    const name = resourceName(cell.text, kind, names);
    names.add(name);
    const path = ['resources', { name }] as const;
    gathering.state([...path, 'name'], name, cell);
    gathering.state([...path, 'kind'], kind, cell);
    readProvider(path, row.provider, gathering);
    readType(path, row.configuration, gathering);
    for (const packed of [row.configuration, row.requirements]) {
      if (packed) for (const group of groups(packed)) readGroup(path, kind, group, gathering);
    }
  }
}

/** "Message Queue" is a queue; "Database (reporting)" and "Database: reporting" are databases. */
function kindOf(cell: string): Kind | undefined {
  const name = label(cell) ?? '';
  const known = [...kinds.keys()].find(word => name === word || name.startsWith(`${word}-`));
  return known === undefined ? undefined : kinds.get(known);
}

function resourceName(cell: string, kind: Kind, taken: ReadonlySet<string>): string {
  const own = label(cell) ?? kind;
  const name = kinds.has(own) ? kind : own;
  return taken.has(name) ? `${name}-${taken.size + 1}` : name;
}

function unknownResource(cell: Token, section: Section, gathering: Gathering): void {
  const known = ['compute', 'database', 'storage', 'network', 'cache', 'message queue'];
  const facts = { text: cell.text, known, suggestion: nearest(cell.text, known) };
  gathering.problems.push(problem('resource-unknown', facts, { at: cell.at }));
  gathering.skip(`${sectionName(section)}, row ${cell.text}`, cell);
}

type ResourcePath = readonly ['resources', { readonly name: string }];

function readProvider(path: ResourcePath, cell: Token | undefined, gathering: Gathering): void {
  const reference = cell && adrReference(cell);
  if (reference) gathering.state([...path, 'decision'], reference.id.text, reference.id);
  else gathering.read([...path, 'provider'], cell && bare(cell), provider);
}

/** "Type: ECS Fargate", or all of a cell that names no type: "VPC, Subnets, ALB". */
function readType(path: ResourcePath, cell: Token | undefined, gathering: Gathering): void {
  if (!cell) return;
  const stated = groups(cell).find(({ key }) => key?.text.toLowerCase() === 'type');
  gathering.read([...path, 'type'], stated ? whole(stated) : bare(cell), text('resource type'));
}

function readGroup(path: ResourcePath, kind: Kind, group: Group, gathering: Gathering): void {
  const key = group.key?.text.toLowerCase();
  const [value] = group.values;
  const rule = rules[kind].find(rule => rule.key === key);
  if (!value) return;
  if (key === 'type') return;
  if (rule) {
    gathering.read([...path, rule.field], value, rule.parse);
    if (kind === 'compute') readLimits(rule.field, value, gathering);
    skipRest(group, gathering);
  } else if (kind === 'compute' && key === 'scaling') readScaling(path, value, gathering);
  else if (kind === 'network' && key === 'azs')
    gathering.facts.push(...zones([...path, 'zones'], group.values));
  else if (kind === 'network' && key === undefined) {
    const index = gathering.facts.filter(({ field }) =>
      field.startsWith(`resources.${path[1].name}.components.`),
    ).length;
    gathering.read([...path, 'components', index], value, text('component'));
  } else unknownValue(kind, group, gathering);
}

/** All that stands under the name: "Type: RDS PostgreSQL, Multi-AZ" is one text. */
function whole(group: Group): Token {
  const [first] = group.values;
  const { column } = group.whole.at;
  return first ? slice(group.whole, first.at.column - column) : group.whole;
}

/** What an instance of the compute resource has is also what the service may use, unless its SPEC says less. */
function readLimits(field: string, value: Token, gathering: Gathering): void {
  const parse = field === 'cpu' ? cpu('processors') : bytes('memory');
  gathering.read(['service', 'resources', 'limits', field], value, parse, { derived: true });
}

/** "2-10 instances": smallest and largest number, each with its own place. */
function readScaling(path: ResourcePath, written: Token, gathering: Gathering): void {
  const value = gathering.resolve(written, ['service', 'scaling', 'max']);
  if (!value) return;
  const match = /^(\d{1,7})(\s*(?:-|–|to)\s*)(\d{1,7})(?: [a-z]{1,20})?$/i.exec(value.text);
  if (!match) {
    const facts = { what: 'scaling', text: value.text };
    gathering.problems.push(problem('range-invalid', facts, { at: value.at }));
    return;
  }
  const [, from = '', between = '', to = ''] = match;
  const start = from.length + between.length;
  const ends = { min: slice(value, 0, from.length), max: slice(value, start, start + to.length) };
  for (const [field, end] of Object.entries(ends)) {
    const read = gathering.read([...path, field], end, count('instances'));
    if (read) gathering.read(['service', 'scaling', field], end, count('instances'));
  }
}

function skipRest(group: Group, gathering: Gathering): void {
  for (const value of group.values.slice(1)) gathering.skip(`9.5.1, ${group.whole.text}`, value);
}

function unknownValue(kind: Kind, group: Group, gathering: Gathering): void {
  const known = ['type', ...rules[kind].map(({ key }) => key), ...(otherKeys[kind] ?? [])];
  const facts = { text: group.whole.text, known };
  gathering.problems.push(problem('cell-value-unknown', facts, { at: group.whole.at }));
  gathering.skip(`9.5.1, ${group.whole.text}`, group.whole);
}
