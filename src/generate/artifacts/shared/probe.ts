import type { ServiceView } from '../../../model/views.ts';

type HealthView = ServiceView['health'];

export type ProbeName = 'startup' | 'ready' | 'live';
export type ProbeView = HealthView['probes'][number];

/**
 * What a probe asks beside its path. A probe that has no entry of its own and asks the same path as another asks it in
 * the same way.
 */
export function probeOf({ probes, ...paths }: HealthView, name: ProbeName): ProbeView | undefined {
  const path = paths[name].value;
  return (
    probes.find(probe => probe.name.value === name) ??
    probes.find(probe => paths[probe.name.value].value === path)
  );
}

/** Whether its question is another one than a GET of the path on the port of the service. */
export const asksOtherwise = (probe: ProbeView | undefined): boolean =>
  probe !== undefined && (probe.command.length > 0 || probe.port !== undefined || probe.headers.length > 0);
