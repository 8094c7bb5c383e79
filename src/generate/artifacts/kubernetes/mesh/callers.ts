import { plain, type Text } from '../../../../model/traced.ts';
import { hostOf } from '../objects/gateway.ts';
import type { Surroundings } from '../objects/network.ts';
import type { PlacedService } from '../objects/placed.ts';

/** Who may ask a service, as a mesh knows it: by the account that its proxy has a certificate for. */
export interface Callers {
  /** Services that depend on this one. */
  readonly accounts: readonly { readonly namespace: Text; readonly account: Text }[];
  /** Namespaces that the documents name. */
  readonly namespaces: readonly Text[];
  /** Whether requests come in from outside. */
  readonly isPublic: boolean;
  /** Whoever collects the metrics, and where. */
  readonly metrics?: { readonly namespace: Text; readonly path: Text };
}

export function callersOf(service: PlacedService, { dependents }: Surroundings): Callers {
  const { callers, metricsPath } = service;
  return {
    accounts: dependents.map(({ name, placement }) => ({ namespace: placement.namespace, account: name })),
    namespaces: callers.namespaces,
    isPublic: hostOf(service) !== undefined,
    ...(metricsPath && { metrics: { namespace: callers.monitoring, path: metricsPath } }),
  };
}

/** Which meshes the documents speak of; both where they name none. */
export function meshesOf({ security, annotations }: PlacedService): readonly ('istio' | 'linkerd')[] {
  const words = [
    ...security.flatMap(({ name, requirement, tool }) => [name, requirement, tool]),
    ...annotations.map(({ name }) => name),
  ].map(word => plain(word));
  const named = (['istio', 'linkerd'] as const).filter(mesh =>
    words.some(word => word.toLowerCase().includes(mesh)),
  );
  return named.length > 0 ? named : ['istio', 'linkerd'];
}
