/** Which of the project's resources a service uses. */
import { plain, type Traced } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';

/**
 * Those that it depends on or mounts, by their names. A service that names none uses all of a project where it is
 * alone: whose else would they be?
 */
export function usedBy(
  service: ServiceView,
  resources: readonly { readonly name: Traced<string> }[],
  isAlone: boolean,
): readonly Traced<string>[] {
  const named = new Set([
    ...service.dependencies.map(({ name }) => name.value),
    ...service.volumes.flatMap(({ source }) => (source ? [plain(source)] : [])),
  ]);
  const found = resources.filter(({ name }) => named.has(name.value));
  return (found.length === 0 && isAlone ? resources : found).map(({ name }) => name);
}
