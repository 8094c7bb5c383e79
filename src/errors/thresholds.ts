import type { Catalogue } from './problem.ts';

interface Unresolved {
  /** As it is written: "@threshold: PRD.02.perf.api.p95". */
  readonly reference: string;
  /** What is not there: the registry, its key, a value behind the key, or a document in the reference. */
  readonly missing: 'registry' | 'key' | 'value' | 'document';
  readonly registry: string | undefined;
  readonly key: string;
  readonly suggestion: string | undefined;
  /** The field that is to have the value, and what it has meanwhile. */
  readonly field: string | undefined;
  readonly proposed: { readonly value: string; readonly reason: string } | undefined;
}

const happened: Readonly<Record<Unresolved['missing'], (facts: Unresolved) => string>> = {
  registry: ({ registry }) => `${registry} is not there`,
  key: ({ registry, key }) => `${registry} has no ${key}`,
  value: ({ registry, key }) => `${key} has no value in ${registry}`,
  document: () => 'it names no document that defines thresholds',
};

const todo: Readonly<Record<Unresolved['missing'], (facts: Unresolved) => string>> = {
  registry: ({ registry = '', key }) =>
    `define ${key} in ${homeOf(registry)}, name the file with --thresholds, or write the value here`,
  key: ({ registry, key }) => `add ${key} to ${registry}, or write the value here`,
  value: ({ registry, key }) => `give ${key} a value in ${registry}, or write it here`,
  document: () =>
    'write it as @threshold: PRD.02.perf.api.p95_latency, or name the registry in threshold_references.registry_document of the SPEC',
};

const homes: ReadonlyMap<string, string> = new Map([
  ['PRD', 'docs/02_PRD'],
  ['BRD', 'docs/01_BRD'],
  ['ADR', 'docs/05_ADR'],
]);

/** Where a registry is looked for. */
const homeOf = (registry: string) =>
  `${homes.get(registry.split('-')[0] ?? '') ?? 'docs/00_REF'}/${registry}.md (or ${registry}_….yaml)`;

function meanwhile({ field, proposed }: Unresolved): string {
  if (field === undefined) return '';
  return proposed
    ? `; until then ${field} is ${proposed.value} (${proposed.reason})`
    : `; until then ${field} is left out`;
}

/** What can be wrong with thresholds: references to them, and the registries that define them. */
export const thresholdErrors = {
  'threshold-unresolved': (facts: Unresolved) => ({
    severity: 'warning',
    message: `${facts.reference} is not known: ${happened[facts.missing](facts)}`,
    why: 'a threshold is defined once, in a PRD, BRD or ADR, and referred to by @threshold: PRD.NN.category.key',
    fix: `${facts.suggestion === undefined ? todo[facts.missing](facts) : `did you mean "${facts.suggestion}"?`}${meanwhile(facts)}`,
  }),
  'threshold-twice': (facts: { key: string; used: string; ignored: string; where: string }) => ({
    severity: 'warning',
    message: `${facts.key} is ${facts.ignored} here and ${facts.used} in ${facts.where}`,
    why: 'a threshold has one value: the first counts',
    fix: 'make both the same, or remove one',
  }),
  'thresholds-unnamed': (facts: { file: string }) => ({
    severity: 'error',
    message: `${facts.file} does not say which document it is`,
    why: 'references name a registry by type and number: @threshold: PRD.02.… is defined in PRD-02',
    fix: 'call the file PRD-02_thresholds.md or .yaml, or give it an id: PRD-02',
  }),
} as const satisfies Catalogue;
