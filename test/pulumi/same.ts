/** One stack in two forms: what a program of Pulumi asks for is held against what Terraform plans. */
import type { Planned, PlannedResource } from '../terraform/planned.ts';
import { holds } from './facts.ts';
import type { Made } from './program.ts';
import { terraformType } from './types.ts';

/** What each form does in its own way: the beginning of a name that is made, what the provider of Terraform knows beforehand. */
const own = new Set(['name_prefix', 'tags_all', 'region', 'timeouts', 'domain_validation_options']);

/** What the stand-in for the provider answers to who asks for what is there already. */
const madeUp = /^https:\/\/[0-9a-f]{8}\.example\.com\/|^Z0[0-9A-F]{12}$/;

/** @returns what one form has and the other has not, or otherwise, a sentence each */
export function unlike({ resources }: Planned, made: readonly Made[]): readonly string[] {
  const planned = grouped([...resources.values()], ({ type }) => type);
  const asked = grouped(made, ({ type }) => terraformType(type));
  const types = [...new Set([...planned.keys(), ...asked.keys()])].filter(type => type !== '').toSorted();
  return types.flatMap(type => unlikeOf(type, planned.get(type) ?? [], asked.get(type) ?? []));
}

function unlikeOf(
  type: string,
  planned: readonly PlannedResource[],
  asked: readonly Made[],
): readonly string[] {
  if (planned.length !== asked.length)
    return [`Terraform plans ${planned.length} of ${type}, Pulumi makes ${asked.length}`];
  return planned
    .map(({ values }) => known(values) ?? {})
    .filter(values => !asked.some(({ inputs }) => holds(inputs, values)))
    .map(values => `no ${type} of Pulumi has ${JSON.stringify(values)}: ${nearest(values, asked)}`);
}

/** The resource that differs in least, and in what. */
function nearest(values: object, asked: readonly Made[]): string {
  const wrong = asked.map(({ inputs }) =>
    Object.entries(values)
      .filter(([name, value]) => !holds(inputs, { [name]: value }))
      .map(([name]) => name),
  );
  const [least = []] = wrong.toSorted((a, b) => a.length - b.length);
  return least.join(', ');
}

/** What is said of a resource: without what is null, empty or not known before it is made. */
function known(value: unknown): unknown {
  if (typeof value === 'string' && /^[[{]/.test(value)) return known(JSON.parse(value));
  if (typeof value === 'string' && madeUp.test(value)) return undefined;
  // Each form calls the bucket of its state after itself.
  if (typeof value === 'string') return value.replace('-terraform-state-', '-pulumi-state-');
  if (Array.isArray(value)) return emptied(value.map(known).filter(item => item !== undefined));
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  const entries = Object.entries(value)
    .filter(([name]) => !own.has(name))
    .map(([name, inner]) => [name, known(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

const emptied = (list: readonly unknown[]) => (list.length === 0 ? undefined : list);

function grouped<T>(list: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
