import { type Problem, problem } from '../errors/index.ts';
import { buildResources, buildService } from './build.ts';
import { checkCircles } from './circles.ts';
import { decide } from './decisions.ts';
import { fillItems, fillResources } from './default-items.ts';
import { fillService } from './defaults.ts';
import { Draft } from './draft.ts';
import { addUsualEnvironments, arrangeEnvironments, fillEnvironments } from './environments.ts';
import { named, type Reading, type UnusedField } from './facts.ts';
import { applyOptions, type ProjectOptions } from './options.ts';
import type { Origin, SourcedProject } from './origins.ts';
import { choose } from './precedence.ts';
import { promotionOrder } from './promotion.ts';
import type { Resource } from './resource.ts';
import { checkRules } from './rules.ts';
import { concealed } from './secrets/cover.ts';
import { type Withheld, withhold } from './secrets/withhold.ts';
import type { Project, Service } from './service.ts';
import { aboutResources, byService, type ServiceReadings } from './services.ts';
import { servicePath } from './traced.ts';

export interface Assembled {
  readonly sourced: SourcedProject;
  readonly problems: Problem[];
  /** Statements that hold a secret, and so are no part of the project. */
  readonly withheld: readonly UnusedField[];
}

/**
 * One frozen project out of what all documents say: option before document before default, see precedence.ts. Every
 * scalar of the project has an origin. The project is complete even when there are problems, so that all of them can
 * be found in one run; it must not be used when one of them is an error.
 */
export function assemble(readings: readonly Reading[], options: ProjectOptions = {}): Assembled {
  const {
    groups,
    shared: shelved,
    withheld,
  } = cleared(options.name === undefined ? readings : oneName(readings));
  const isOne = groups.length === 1;
  const drafted = groups.map(group =>
    draftService(group, isOne ? options : shared(options), isOne ? 'service' : `services.${group.name}`),
  );
  const secrets = withheld.flatMap(({ values }) => values);
  const shelf = new Draft();
  const contradictions = [...choose(shelved, shelf), ...decide(readings, shelf, options.cloud)];
  fillResources(
    shelf,
    drafted.map(({ draft }) => draft),
  );
  const resources = buildResources(shelf.entries());
  const parts = drafted.map(({ draft }) => ({ draft, service: buildService(draft.entries()) }));
  const project = projectOf(
    parts.map(({ service }) => service),
    resources,
  );
  const origins = originsOf(project, parts, shelf);
  return {
    sourced: { project, origins },
    withheld: withheld.flatMap(({ unused }) => unused),
    problems: distinct([
      ...readings.flatMap(reading => reading.problems),
      ...withheld.flatMap(({ problems }) => problems),
      ...(groups.length > 1 ? oneServiceOptions(options, groups) : []),
      ...drafted.flatMap(({ problems }) => problems),
      ...(groups.length === 1 ? unnamedService(readings, drafted[0]?.draft) : []),
      ...(groups.length > 1 ? severalServices(groups) : []),
      ...contradictions,
      ...checkCircles(project, origins),
      ...parts.flatMap(({ draft, service }) =>
        checkRules(projectOf([service], resources), new Map([...shelf.origins(), ...draft.origins()])),
      ),
    ]).map(found => concealed(found, secrets)),
  };
}

/** What the documents say about each service and about resources, without secrets. */
function cleared(readings: readonly Reading[]) {
  const groups = byService(readings).map(group => ({ group, held: withhold(group.readings) }));
  const resources = withhold(aboutResources(readings));
  const withheld: readonly Withheld[] = [...groups.map(({ held }) => held), resources];
  return {
    groups: groups.map(({ group, held }): ServiceReadings => ({ ...group, readings: held.readings })),
    shared: resources.readings,
    withheld,
  };
}

/** `--name` says that all documents are about one service, whatever they call it. */
function oneName(readings: readonly Reading[]): readonly Reading[] {
  const names = new Set(readings.flatMap(({ facts }) => facts.filter(isName).map(({ value }) => value)));
  if (names.size <= 1 || readings.some(({ facts }) => facts.some(({ path: [root] }) => root === 'services')))
    return readings;
  return readings.map(reading => ({
    ...reading,
    facts: reading.facts.map(fact => (isName(fact) ? { ...fact, derived: true } : fact)),
  }));
}

const isName = ({ field }: Reading['facts'][number]) => field === 'service.name';

interface Drafted {
  readonly draft: Draft;
  readonly problems: readonly Problem[];
}

function draftService({ name, readings }: ServiceReadings, options: ProjectOptions, prefix: string): Drafted {
  const draft = new Draft();
  addUsualEnvironments(draft, readings);
  const contradictions = choose(readings, draft, prefix);
  arrangeEnvironments(draft, readings);
  nameService(draft, name, readings);
  const optionProblems = applyOptions(draft, options);
  fillEnvironments(draft);
  fillService(draft);
  fillItems(draft, ['service']);
  addDocuments(draft, readings);
  return { draft, problems: [...optionProblems, ...contradictions] };
}

/** A service of a document that describes several is called by its key there. */
function nameService(draft: Draft, name: string | undefined, readings: readonly Reading[]): void {
  const [first] = readings.flatMap(({ facts }) => facts);
  if (name === undefined || draft.has(['service', 'name']) || !first) return;
  draft.set(['service', 'name'], name, { from: 'document', at: first.at });
}

function addDocuments(draft: Draft, readings: readonly Reading[]): void {
  for (const { document } of readings) {
    const { file, kind } = document;
    const taken = draft.has(['service', 'documents', named(document.name), 'name']);
    const name = taken ? file : document.name;
    const origin: Origin = { from: 'document', at: { file, line: 1, column: 1 } };
    for (const [field, value] of Object.entries({ name, kind, file })) {
      draft.set(['service', 'documents', named(name), field], value, origin);
    }
  }
}

function projectOf(services: readonly Service[], resources: readonly Resource[]): Project {
  const environments = promotionOrder(services.map(service => service.environments.map(({ name }) => name)));
  return Object.freeze({
    services: Object.freeze([...services]),
    resources,
    environments: Object.freeze(environments),
  });
}

/** Drafts speak of `service.…`; where there are several, their fields are called `services.NAME.…`. */
function originsOf(
  project: Project,
  parts: readonly { readonly draft: Draft; readonly service: Service }[],
  shelf: Draft,
): SourcedProject['origins'] {
  const origins = new Map<string, Origin>();
  const names = new Map<string, Origin>();
  for (const { draft, service } of parts) {
    const prefix = servicePath(project, service.name);
    for (const [field, origin] of draft.origins())
      origins.set(`${prefix}${field.slice('service'.length)}`, origin);
    for (const { name } of service.environments) {
      const origin = draft.entry(['service', 'environments', named(name), 'name'])?.origin;
      if (origin && !names.has(name)) names.set(name, origin);
    }
  }
  for (const [field, origin] of shelf.origins()) origins.set(field, origin);
  for (const name of project.environments) {
    const origin = names.get(name);
    if (origin) origins.set(`environments.${name}`, origin);
  }
  return origins;
}

/** A SPEC that could not be read may well have an id: whoever read it says what is wrong. */
function unnamedService(readings: readonly Reading[], draft: Draft | undefined): Problem[] {
  const name = draft?.entry(['service', 'name']);
  const specs = readings.filter(({ document }) => document.kind === 'spec');
  const isRead = specs.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'));
  const [first] = specs;
  if (!first || !isRead || name?.origin.from !== 'default') return [];
  const at = { file: first.document.file, line: 1, column: 1 };
  return [problem('service-unnamed', { name: String(name.value) }, { at })];
}

/** What the options say about every service of several. */
function shared({ name: _name, port: _port, source: _source, ...others }: ProjectOptions): ProjectOptions {
  return others;
}

function oneServiceOptions(options: ProjectOptions, groups: readonly ServiceReadings[]): Problem[] {
  const services = groups.flatMap(({ name }) => name ?? []);
  return (['name', 'port', 'source'] as const)
    .filter(option => options[option] !== undefined)
    .map(option => problem('option-for-one-service', { option: `--${option}`, services }));
}

/** A document that speaks about every service says what is wrong with it once. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map(found => [JSON.stringify(found), found]));
  return [...seen.values()];
}

/** Two names for one service make two services: whoever meant one is told where the names stand. */
function severalServices(groups: readonly ServiceReadings[]): Problem[] {
  const named = groups.map(({ name, readings }) => {
    const own = readings.filter(({ facts }) => facts.some(fact => isName(fact) && fact.value === name));
    return { name: String(name), files: own.map(({ document }) => document.file) };
  });
  const files = new Set(named.flatMap(({ files }) => files));
  return files.size > 1 ? [problem('services-several', { services: named })] : [];
}
