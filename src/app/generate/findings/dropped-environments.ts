import { type Problem, problem } from '../../../errors/index.ts';
import { usualEnvironments } from '../../../model/environments.ts';
import { remade } from '../changes.ts';
import type { Prepared } from '../prepare.ts';

/** The families that deploy, and so name every environment. */
const deploying = new Set(['scripts', 'pipelines']);

/**
 * Each usual environment that the generated files still deploy to, and that is gone because a document now names others:
 * nobody took out a line for it. Said until the files are written without it.
 */
export function droppedEnvironments({ loaded, root, scopes }: Prepared): Problem[] {
  const { project, origins } = loaded.sourced;
  const missing = usualEnvironments.filter(name => !project.environments.includes(name));
  if (missing.length === 0) return [];
  const files = remade(
    root,
    scopes.filter(({ family }) => deploying.has(family)),
  );
  const [at] = project.environments.flatMap(name => {
    const origin = origins.get(`environments.${name}`);
    return origin?.from === 'document' ? [origin.at] : [];
  });
  return missing
    .filter(name => files.some(({ before, after }) => isNamed(name, before) && !isNamed(name, after)))
    .map(environment => problem('environment-dropped', { environment }, at ? { at } : {}));
}

const isNamed = (environment: string, text = '') => text.split(/[^\w-]+/).some(word => word === environment);
