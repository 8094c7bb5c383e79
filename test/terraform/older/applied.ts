import { isDeepStrictEqual } from 'node:util';
import type { Planned } from '../planned.ts';
import type { OlderSchema } from './provider.ts';

interface Module {
  readonly resources?: readonly {
    readonly address: string;
    readonly type: string;
    readonly mode: string;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  readonly child_modules?: readonly Module[];
}

/** @param json what `terraform show -json` prints of a state */
const resourcesIn = (json: string): ReadonlyMap<string, Readonly<Record<string, unknown>>> => {
  const { values } = JSON.parse(json) as { readonly values?: { readonly root_module: Module } };
  const all = ({ resources = [], child_modules = [] }: Module): NonNullable<Module['resources']> => [
    ...resources,
    ...child_modules.flatMap(all),
  ];
  return new Map(
    (values ? all(values.root_module) : []).map(({ address, values: found }) => [address, found]),
  );
};

/**
 * Holds a state of the older provider against the plan of the newest: every resource of a type that it knows is there, and each
 * plain value that both know is the same.
 */
export function asApplied(
  planned: Planned,
  state: string,
  schema: OlderSchema,
): { readonly made: number; readonly faults: readonly string[] } {
  const found = resourcesIn(state);
  const known = [...planned.resources].filter(([, { type }]) => schema.resources[olderType(type)]);
  const faults = known.flatMap(([address, { type, values }]) => {
    const made = found.get(olderAddress(address));
    if (!made) return [`${address} is not there`];
    const attributes = schema.resources[olderType(type)]?.attributes ?? {};
    return Object.entries(values)
      .filter(([name, value]) => attributes[name] && isPlain(value) && !isSame(made[name], value))
      .map(
        ([name, value]) =>
          `${address}: ${name} is ${JSON.stringify(made[name])}, not ${JSON.stringify(value)}`,
      );
  });
  return { made: known.length, faults };
}

const rule = /\baws_vpc_security_group_(ingress|egress)_rule\b/;
const olderType = (type: string): string => type.replace(rule, 'aws_security_group_rule');
const olderAddress = (address: string): string =>
  address.replace(/\baws_vpc_security_group_(ingress|egress)_rule\./, 'aws_security_group_rule.$1_');

/** What was left to the provider is null or empty in the plan. */
const isPlain = (value: unknown): boolean =>
  value !== null && (typeof value !== 'object' || (Array.isArray(value) && value.length > 0));

function isSame(found: unknown, planned: unknown): boolean {
  if (typeof planned === 'string' && planned.startsWith('{'))
    return isDeepStrictEqual(JSON.parse(String(found)), JSON.parse(planned));
  return isDeepStrictEqual(found, planned);
}
