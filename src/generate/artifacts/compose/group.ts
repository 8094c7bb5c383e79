import { label } from '../../../model/names.ts';
import { text } from '../../../model/traced.ts';
import { isJob, type ServiceView, type SidecarView } from '../../../model/views.ts';
import { freeName } from '../shared/unique.ts';
import type { Part } from './context.ts';

/**
 * A service and its sidecars. They share a network, as in a pod: one of them has it, the others join it. It is the
 * service itself, unless that waits for a sidecar: what joins starts after what it joins.
 */
export function groupOf(
  service: ServiceView,
  services: readonly ServiceView[],
  taken: Set<string>,
): readonly Part[] {
  const ended = endedSidecars(service);
  const isAwaited = services.some(({ dependencies }) =>
    dependencies.some(({ name }) => name.value === service.name.value),
  );
  const isAside = isJob(service) && !isAwaited;
  const main = { key: service.name, service, container: service, sidecar: undefined };
  const others = service.sidecars.map(sidecar => ({
    key: text`${service.name}-${sidecar.name}`.map(name =>
      freeName(label(name) ?? `${service.name.value}-sidecar`, taken),
    ),
    service,
    container: sidecar,
    sidecar,
  }));
  const holder = holderOf(service, ended);
  const held = [main, ...others].find(({ sidecar }) => sidecar === holder) ?? main;
  return [main, ...others].map((part): Part => {
    const ends = part.sidecar ? ended.has(part.sidecar.name.value) : isJob(service) && isAwaited;
    const isApart = part === held || (part.sidecar !== undefined && ends);
    return { ...part, ends, isAside, joins: isApart ? undefined : held.key };
  });
}

/** Sidecars for whose end another container waits: they prepare something, on a network of their own. */
function endedSidecars({ dependencies, sidecars }: ServiceView): ReadonlySet<string> {
  const all = [...dependencies, ...sidecars.flatMap(sidecar => sidecar.dependencies)];
  return new Set(all.filter(({ until }) => until.value === 'complete').map(({ name }) => name.value));
}

/** The first container that waits for no other one that stays; undefined for the service itself. */
function holderOf(service: ServiceView, ended: ReadonlySet<string>): SidecarView | undefined {
  const staying = service.sidecars.filter(({ name }) => !ended.has(name.value));
  const names = new Set(staying.map(({ name }) => name.value));
  const isFree = ({ dependencies }: Pick<ServiceView, 'dependencies'>) =>
    !dependencies.some(({ name }) => names.has(name.value));
  return isFree(service) ? undefined : staying.find(isFree);
}
