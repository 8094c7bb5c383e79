import { type Problem, problem } from '../errors/index.ts';
import { build } from './build.ts';
import { fillService } from './defaults.ts';
import { Draft } from './draft.ts';
import { addUsualEnvironments, fillEnvironments } from './environments.ts';
import { named, type Reading } from './facts.ts';
import { applyOptions, type ProjectOptions } from './options.ts';
import type { Origin, SourcedProject } from './origins.ts';
import { choose } from './precedence.ts';
import { checkRules } from './rules.ts';

export interface Assembled {
  readonly sourced: SourcedProject;
  readonly problems: Problem[];
}

/**
 * One frozen project out of what all documents say: option before document before default, see precedence.ts. Every
 * scalar of the project has an origin. The project is complete even when there are problems, so that all of them can
 * be found in one run; it must not be used when one of them is an error.
 */
export function assemble(readings: readonly Reading[], options: ProjectOptions = {}): Assembled {
  const draft = new Draft();
  addUsualEnvironments(draft, readings);
  const contradictions = choose(readings, draft);
  const optionProblems = applyOptions(draft, options);
  fillEnvironments(draft);
  fillService(draft);
  addDocuments(draft, readings);
  const origins = draft.origins();
  const project = build(draft.entries(), draft.names(['service', 'environments']));
  const order = new Map(
    project.environments.flatMap((name, i) => {
      const origin = origins.get(`service.environments.${name}.name`);
      return origin ? [[`environments.${i}`, origin] as const] : [];
    }),
  );
  return {
    sourced: { project, origins: new Map([...origins, ...order]) },
    problems: [
      ...readings.flatMap(reading => reading.problems),
      ...optionProblems,
      ...severalServices(readings),
      ...unnamedService(readings, draft),
      ...contradictions,
      ...checkRules(project, origins),
    ],
  };
}

function addDocuments(draft: Draft, readings: readonly Reading[]): void {
  for (const { document } of readings) {
    const { file, kind } = document;
    const taken = draft.names(['service', 'documents']).includes(document.name);
    const name = taken ? file : document.name;
    const origin: Origin = { from: 'document', at: { file, line: 1, column: 1 } };
    for (const [field, value] of Object.entries({ name, kind, file })) {
      draft.set(['service', 'documents', named(name), field], value, origin);
    }
  }
}

/** A SPEC that could not be read may well have an id: whoever read it says what is wrong. */
function unnamedService(readings: readonly Reading[], draft: Draft): Problem[] {
  const name = draft.entry(['service', 'name']);
  const specs = readings.filter(({ document }) => document.kind === 'spec');
  const isRead = specs.every(({ problems }) => problems.every(({ severity }) => severity !== 'error'));
  const [first] = specs;
  if (!first || !isRead || name?.origin.from !== 'default') return [];
  const at = { file: first.document.file, line: 1, column: 1 };
  return [problem('service-unnamed', { name: String(name.value) }, { at })];
}

function severalServices(readings: readonly Reading[]): Problem[] {
  const identities = readings
    .filter(({ document }) => document.kind === 'spec')
    .flatMap(({ facts }) => facts.filter(({ field, derived }) => field === 'service.name' && !derived));
  const names = [...new Set(identities.map(({ value }) => String(value)))];
  const last = identities.at(-1);
  return names.length > 1 && last ? [problem('several-services', { names }, { at: last.at })] : [];
}
