import type { Target } from '../../../model/service.ts';
import type { Text, Traced } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { Family } from '../shared/artifact.ts';
import { array, constant, type Declaration, type Fact } from '../shared/declarations.ts';
import { clusterEnvironments, namespaceIn } from '../shared/environments.ts';
import { placedFiles } from '../shared/placed-files.ts';
import { wholeSeconds } from '../shared/seconds.ts';

/** Where the files of a service stand: in the folders of the families, or below one of its name in each of them. */
export type Placement = 'alone' | 'among-others';

/** Where the scripts stand themselves, and where they look for what else is generated. */
export interface Home {
  readonly placement: Placement;
  /** By family, below the output folder. */
  readonly folders: Readonly<Record<Family, string>>;
}

/** A script: what it declares beside the common facts, and what it does. */
export interface Script {
  readonly name: string;
  /** What it is for, where no document says it. */
  readonly purpose: string;
  /** Lines of --help for options of its own. */
  readonly options: readonly string[];
  /** What whoever calls it should know, at the end of --help. */
  readonly notes?: readonly string[];
  /** Cases of its own for the option parser. */
  readonly cases: readonly string[];
  /** False for what only looks: it may run beside any other script. What changes the world can tell first what it would do. */
  readonly exclusive: boolean;
  /** Whether it says what serves when it is interrupted. */
  readonly saysWhatServes?: true;
  readonly facts: (service: ServiceView) => readonly Fact[];
  /** Functions of its own, in groups between which a line is left free. */
  readonly functions?: (service: ServiceView) => readonly (readonly string[])[];
  readonly commands: (service: ServiceView) => readonly string[];
}

/** The environments that the documents require the script for; all of them where they say "all" or nothing. */
export function requiredFor(service: ServiceView, script: Script): readonly Text[] {
  const named = requirementOf(service, script.name)?.environments ?? [];
  const all = named.length === 0 || named.some(({ value }) => value.toLowerCase() === 'all');
  return all ? service.environments.map(({ name }) => name) : named;
}

/** Files of the project that the pods mount, by their keys in the ConfigMap; nothing where there are none. */
export function sources(service: ServiceView): Declaration[] {
  const found = placedFiles(service).flatMap(({ key, file: { source } }) =>
    source ? [[key, source] as const] : [],
  );
  return found.length > 0 ? array('SOURCES', found) : [];
}

export const hasSources = (service: ServiceView): boolean => sources(service).length > 0;

/** The strategy of each environment, as a map for Bash. */
export function strategies(service: ServiceView): Declaration[] {
  return array(
    'STRATEGIES',
    service.environments.map(({ name, strategy }) => [name, strategy] as const),
  );
}

/** Where the instances of each environment live. */
export function targets(service: ServiceView): Declaration[] {
  return array(
    'TARGETS',
    service.environments.map(({ name, target }) => [name, target] as const),
  );
}

const usedTargets = ({ environments }: ServiceView): ReadonlySet<Target> =>
  new Set(environments.map(({ target }) => target.value));

/** Whether an environment of the service is of this kind: what no environment needs is not in a script. */
export const hasTarget = (service: ServiceView, target: Target): boolean => usedTargets(service).has(target);

/** Lines for the targets that the service has, each from the first column; a target without lines fails by name. */
export function onTarget(
  service: ServiceView,
  lines: Readonly<Partial<Record<Target, readonly string[]>>>,
): string[] {
  const used = usedTargets(service);
  const cases = (['process', 'docker', 'ecs', 'kubernetes'] as const)
    .filter(target => used.has(target) && lines[target] !== undefined)
    .flatMap(target => [
      `  ${target})`,
      ...(lines[target] ?? []).map(line => (line === '' ? '' : `    ${line}`)),
      '    ;;',
    ]);
  const isKnown = [...used].every(target => lines[target] !== undefined);
  const unknown = isKnown
    ? []
    : ['  *) fail "a service of this kind is not brought to $TARGET by scripts" ;;'];
  return ['case $TARGET in', ...cases, ...unknown, 'esac'];
}

/** The namespace of each environment of a cluster. */
export function namespaces(service: ServiceView): Declaration[] {
  const found = clusterEnvironments(service);
  if (found.length === 0) return [];
  return array(
    'NAMESPACES',
    found.map(environment => [environment.name, namespaceIn(service, environment)] as const),
  );
}

/** Whole seconds, as Bash can count them. */
export const secondsOf = (value: Traced<number> | undefined): Traced<string> | undefined =>
  value && wholeSeconds(value).map(String);

/** Seconds that a rollback may take in each environment. */
export function rollbackTime(service: ServiceView): Declaration[] {
  return array(
    'ROLLBACK_SECONDS',
    service.environments.map(
      ({ name, rollbackSeconds }) => [name, secondsOf(rollbackSeconds) ?? '300'] as const,
    ),
  );
}

export function purposeOf(service: ServiceView, script: Script): Text {
  return requirementOf(service, script.name)?.purpose ?? script.purpose;
}

const bare = (name: string) => name.trim().toLowerCase().replace(/\.sh$/, '');

function requirementOf(service: ServiceView, script: string) {
  return service.scripts.find(({ name }) => bare(name.value) === script);
}

/** How often is tried what may fail in passing. */
export const attempts = ({ automation }: ServiceView): Declaration =>
  constant('ATTEMPTS', automation.retries?.map(String) ?? '3');
