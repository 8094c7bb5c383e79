import { type Problem, problem } from '../../../errors/index.ts';
import { neededBy } from '../../../generate/artifacts/index.ts';
import type { Family } from '../../../generate/artifacts/shared/artifact.ts';
import type { LoadedProject } from '../documents/load.ts';
import { outputOf } from '../scopes/families.ts';

/** A note for each family that makes nothing for a service, because no document says the field that it needs. */
export function nothingMade(
  { sourced: { project }, settings }: LoadedProject,
  families: readonly Family[],
): readonly Problem[] {
  return families.flatMap(family => {
    const field = neededBy(family);
    const isTheirs = (outputOf(settings, family)?.yours ?? []).length > 0;
    if (field === undefined || isTheirs) return [];
    const services = project.services.filter(service => service[field] === undefined);
    const facts = { family, services: services.map(({ name }) => name) };
    return services.length === 0 ? [] : [problem(`${field}-needed`, facts)];
  });
}
