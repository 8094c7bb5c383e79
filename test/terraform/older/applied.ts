import { holds, type Planned } from '../planned.ts';
import type { OlderSchema } from './provider.ts';
import { saidOtherwise, textThen } from './words.ts';

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
  leftOut: readonly string[],
): { readonly made: number; readonly faults: readonly string[] } {
  const found = resourcesIn(state);
  const known = [...planned.resources].filter(([, { type }]) => schema.resources[olderType(type)]);
  const faults = known.flatMap(([address, { type, values }]) => {
    const made = found.get(olderAddress(address));
    if (!made) return [`${address} is not there`];
    const attributes = schema.resources[olderType(type)]?.attributes ?? {};
    return Object.entries(values)
      .filter(([name]) => attributes[name] && ![...saidOtherwise, ...leftOut].includes(`${type}.${name}`))
      .filter(([name]) => !ofAccount.has(name))
      .filter(([name, value]) => isPlain(value) && !isSame(made[name], value))
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

/** What the account has already, and every account otherwise. */
const ofAccount = new Set(['zone_id']);

/** What was left to the provider is null or empty in the plan. */
const isPlain = (value: unknown): boolean =>
  value !== null && (typeof value !== 'object' || (Array.isArray(value) && value.length > 0));

/** Numbers and texts are told apart by one of them only. */
function isSame(found: unknown, planned: unknown): boolean {
  if (typeof planned === 'string' && /^[[{]/.test(planned))
    return holds(found, said(JSON.parse(textThen(planned))));
  if (Array.isArray(planned)) return planned.includes(null) || holds(found, said(planned));
  return String(found) === String(planned);
}

/** A value without what is empty or known later only. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => !isNothing(one));
  return Object.fromEntries(kept.map(([name, one]) => [name, said(one)]));
}

const isNothing = (value: unknown): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  (typeof value === 'object' && Object.keys(value).length === 0);
