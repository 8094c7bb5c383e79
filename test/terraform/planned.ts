import { isDeepStrictEqual } from 'node:util';

/** What a plan will make, and of which providers. */
export interface Planned {
  /** By address; what is known only afterwards is absent. */
  readonly resources: ReadonlyMap<string, PlannedResource>;
  readonly providers: readonly Provider[];
}

interface Provider {
  /** `hashicorp/aws` */
  readonly source: string;
  /** `~> 6.0`; undefined where any is taken. */
  readonly constraint: string | undefined;
}

type Values = Readonly<Record<string, unknown>>;

export interface PlannedResource {
  readonly type: string;
  readonly values: Values;
}

interface Module {
  readonly resources?: readonly (PlannedResource & { readonly address: string; readonly mode: string })[];
  readonly child_modules?: readonly Module[];
}

interface Shown {
  readonly planned_values: { readonly root_module: Module };
  readonly configuration: {
    readonly provider_config?: Readonly<
      Record<string, { readonly full_name: string; readonly version_constraint?: string }>
    >;
  };
}

/** @param json what `terraform show -json` prints of a plan */
export function plannedIn(json: string): Planned {
  const { planned_values, configuration } = JSON.parse(json) as Shown;
  const resources = resourcesOf(planned_values.root_module);
  return {
    resources: new Map(resources.map(({ address, type, values }) => [address, { type, values }])),
    providers: Object.values(configuration.provider_config ?? {}).map(
      ({ full_name, version_constraint: constraint }) => ({
        source: full_name.replace(/^[^/]+\//, ''),
        constraint,
      }),
    ),
  };
}

const resourcesOf = ({ resources = [], child_modules = [] }: Module): NonNullable<Module['resources']> => [
  ...resources.filter(({ mode }) => mode === 'managed'),
  ...child_modules.flatMap(resourcesOf),
];

type ByType = Readonly<Record<string, readonly Values[]>>;

/** What documents say of resources, by type: some of the values of each. */
export interface Facts {
  /** As many as these, in any order. */
  readonly exactly: ByType;
  /** These, and maybe others. */
  readonly among?: ByType;
}

/** @returns what is planned otherwise than the facts say, a sentence each */
export function differences({ resources }: Planned, { exactly, among = {} }: Facts): readonly string[] {
  const ofType = (type: string) => [...resources.values()].filter(resource => resource.type === type);
  const counts = Object.entries(exactly)
    .filter(([type, expected]) => ofType(type).length !== expected.length)
    .map(([type, expected]) => `${ofType(type).length} of ${type}, not ${expected.length}`);
  const missing = [...Object.entries(exactly), ...Object.entries(among)].flatMap(([type, expected]) =>
    expected
      .filter(fact => !ofType(type).some(({ values }) => holds(values, fact)))
      .map(fact => {
        const found = ofType(type).map(({ values }) => JSON.stringify(asFar(values, fact)));
        return `no ${type} with ${JSON.stringify(fact)} among ${found.join(', ') || 'none'}`;
      }),
  );
  return [...counts, ...missing];
}

/** As much of a value as is expected of it, to be read. */
function asFar(found: unknown, expected: unknown): unknown {
  if (typeof found === 'string' && typeof expected === 'object') return asFar(JSON.parse(found), expected);
  if (typeof found !== 'object' || typeof expected !== 'object' || !found || !expected) return found;
  if (Array.isArray(found)) return found.map(element => asFar(element, (expected as unknown[])[0]));
  return Object.fromEntries(
    Object.entries(expected).map(([name, value]) => [name, asFar((found as Values)[name], value)]),
  );
}

/**
 * Whether a value has all that is expected: fields and blocks beside it are no matter, other elements of a list are. Where a
 * structure is expected and a text found, such as a policy, it is read as JSON.
 */
export function holds(found: unknown, expected: unknown): boolean {
  if (typeof found === 'string' && typeof expected === 'object' && expected !== null)
    return /^\s*[[{]/.test(found) && holds(JSON.parse(found), expected);
  if (Array.isArray(expected)) return Array.isArray(found) && holdsAll(found, expected);
  if (typeof expected !== 'object' || expected === null) return isDeepStrictEqual(found ?? null, expected);
  if (typeof found !== 'object' || found === null) return false;
  return Object.entries(expected).every(([name, value]) => holds((found as Values)[name], value));
}

function holdsAll(found: readonly unknown[], expected: readonly unknown[]): boolean {
  const areBlocks = expected.every(element => typeof element === 'object');
  return (
    (areBlocks || found.length === expected.length) &&
    expected.every(element => found.some(other => holds(other, element)))
  );
}
