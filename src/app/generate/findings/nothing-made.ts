import { type Problem, problem } from '../../../errors/index.ts';
import { neededBy, refusalsOf } from '../../../generate/artifacts/index.ts';
import type { Family } from '../../../generate/artifacts/shared/artifact.ts';
import type { LoadedProject } from '../documents/load.ts';
import { outputOf } from '../scopes/families.ts';

/** A note for each family that makes nothing for a service, because no document says the field that it needs, or it cannot. */
export function nothingMade(
  { sourced: { project }, settings }: LoadedProject,
  families: readonly Family[],
): readonly Problem[] {
  return families.flatMap(family => {
    const field = neededBy(family);
    const isTheirs = (outputOf(settings, family)?.yours ?? []).length > 0;
    if (isTheirs) return [];
    const refusals = refusalsOf(family, project);
    if (field === undefined) return refusals;
    const services = project.services.filter(service => service[field] === undefined);
    const facts = { family, services: services.map(({ name }) => name) };
    return services.length === 0 ? refusals : [problem(`${field}-needed`, facts), ...refusals];
  });
}
