import { isJob, type SidecarView } from '../../../../model/views.ts';
import type { PlacedService } from './placed.ts';

/**
 * When a sidecar runs. beside: with the service, in no order. before: started first and kept until the service has
 * ended. healthy: like before, and what comes next waits for its health. complete: it runs to its end first.
 */
export type Role = 'beside' | 'before' | 'healthy' | 'complete';

export interface Placed {
  readonly sidecar: SidecarView;
  readonly role: Role;
  /** The dependencies that make it so. */
  readonly wishes: readonly DependencyView[];
}

type DependencyView = PlacedService['dependencies'][number];

/** The sidecars, each behind those that it depends on, else in the order of the document. A cycle is cut where it closes. */
export function startOrder(service: PlacedService): readonly Placed[] {
  const byName = new Map(service.sidecars.map(sidecar => [sidecar.name.value, sidecar] as const));
  const ordered = new Set<SidecarView>();
  const entered = new Set<SidecarView>();
  const add = (sidecar: SidecarView): void => {
    if (entered.has(sidecar)) return;
    entered.add(sidecar);
    for (const { name } of sidecar.dependencies) {
      const needed = byName.get(name.value);
      if (needed) add(needed);
    }
    ordered.add(sidecar);
  };
  for (const sidecar of service.sidecars) add(sidecar);
  return [...ordered].map(sidecar => {
    const wishes = [service, ...service.sidecars]
      .flatMap(({ dependencies }) => dependencies)
      .filter(({ name }) => name.value === sidecar.name.value);
    return { sidecar, role: roleOf(service, wishes), wishes };
  });
}

/** A Job ends with its own container, so nothing may run beside that. */
function roleOf(service: PlacedService, wishes: readonly DependencyView[]): Role {
  // One that runs to its end would be started again for ever beside the service.
  if (wishes.some(({ until }) => until.value === 'complete')) return 'complete';
  const required = wishes.filter(wish => wish.required.value);
  if (required.some(({ until }) => until.value === 'healthy')) return 'healthy';
  return required.length > 0 || isJob(service) ? 'before' : 'beside';
}
