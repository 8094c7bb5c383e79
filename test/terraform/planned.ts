import { isDeepStrictEqual } from 'node:util';

/** What a plan will make: by address, type and values; what is known only afterwards is absent. */
export type Planned = ReadonlyMap<string, PlannedResource>;

export interface PlannedResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Module {
  readonly resources?: readonly (PlannedResource & { readonly address: string; readonly mode: string })[];
  readonly child_modules?: readonly Module[];
}

/** @param json what `terraform show -json` prints of a plan */
export function plannedIn(json: string): Planned {
  const { planned_values } = JSON.parse(json) as {
    readonly planned_values: { readonly root_module: Module };
  };
  return new Map(
    resourcesOf(planned_values.root_module).map(({ address, type, values }) => [address, { type, values }]),
  );
}

const resourcesOf = ({ resources = [], child_modules = [] }: Module): NonNullable<Module['resources']> => [
  ...resources.filter(({ mode }) => mode === 'managed'),
  ...child_modules.flatMap(resourcesOf),
];

/** By type of resource, what is known of each one that there must be: as many, in any order. */
export type Facts = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** @returns what is planned otherwise than the facts say, a sentence each */
export function differences(planned: Planned, facts: Facts): readonly string[] {
  return Object.entries(facts).flatMap(([type, expected]) => {
    const found = [...planned.values()].filter(resource => resource.type === type);
    if (found.length !== expected.length) return [`${found.length} of ${type}, not ${expected.length}`];
    return expected
      .filter(fact => !found.some(({ values }) => holds(values, fact)))
      .map(fact => `no ${type} with ${JSON.stringify(fact)} among ${found.map(of(fact)).join(', ')}`);
  });
}

/** Those values of a resource that a fact speaks of. */
const of =
  (fact: object) =>
  ({ values }: PlannedResource): string =>
    JSON.stringify(Object.fromEntries(Object.keys(fact).map(name => [name, values[name]])));

/** Whether a value has all that is expected: more fields are no matter, more elements are. */
export function holds(found: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return (
      Array.isArray(found) &&
      found.length === expected.length &&
      expected.every(element => found.some(other => holds(other, element)))
    );
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(found ?? null, expected);
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(expected).every(([name, value]) =>
    holds((found as Record<string, unknown>)[name], value),
  );
}
