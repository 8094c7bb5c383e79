import { type Problem, problem } from '../../errors/index.ts';
import type { Service } from '../../model/service.ts';
import type { Family } from '../artifacts/shared/artifact.ts';

/** What the documents ask for and the chosen families cannot give, or not yet. */
export function checkWishes(service: Service, families: ReadonlySet<Family>): Problem[] {
  return [
    ...(families.has('scripts') ? strategies(service) : []),
    ...(families.has('kubernetes') ? openVariables(service) : []),
  ];
}

function strategies(service: Service): Problem[] {
  const known = new Set(['rolling', 'blue-green']);
  return service.environments
    .filter(({ name, strategy }) => name !== 'local' && !known.has(strategy))
    .map(({ name, strategy }) => problem('strategy-not-scripted', { environment: name, strategy }));
}

function openVariables(service: Service): Problem[] {
  const mounted = new Set(service.volumes.map(({ variable }) => variable));
  return service.variables
    .filter(variable => variable.required && !variable.sensitive && variable.default === undefined)
    .filter(({ name }) => name !== 'PORT' && !mounted.has(name))
    .map(({ name }) => problem('variable-without-value', { name, object: `${service.name}-environment` }));
}
