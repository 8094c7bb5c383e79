import { assemble } from '../assemble.ts';
import {
  type DocumentKind,
  type Fact,
  type FieldPath,
  fieldText,
  named,
  type Reading,
  type Scalar,
} from '../facts.ts';
import type { ProjectOptions } from '../options.ts';

let line = 0;

/** A statement on a line of its own. */
export const fact = (path: FieldPath, value: Scalar, derived?: true): Fact => {
  line += 1;
  const at = { file: 'doc', line, column: 5, length: 2 };
  return { field: fieldText(path), path, value, at, ...(derived ? { derived } : {}) };
};

export const reading = (kind: DocumentKind, facts: Fact[], file = `docs/${kind}`): Reading => ({
  document: { name: kind.toUpperCase(), kind, file },
  facts,
  problems: [],
  unused: [],
  needs: [],
});

/** The one service and the problems, without the warning that a SPEC of a few facts has no id. */
export const only = (readings: readonly Reading[], options?: ProjectOptions) => {
  const { sourced, problems: all } = assemble(readings, options);
  const problems = all.filter(({ id }) => id !== 'service-unnamed');
  const [service] = sourced.project.services;
  if (!service) throw new Error('no service');
  return { service, problems, origins: sourced.origins, project: sourced.project };
};

export const environment = (name: string, field: string, value: Scalar) => [
  fact(['service', 'environments', named(name), 'name'], name),
  fact(['service', 'environments', named(name), field], value),
];
