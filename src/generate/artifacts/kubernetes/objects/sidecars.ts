import { combine, type Text } from '../../../../model/traced.ts';
import { imageReference, type SidecarView } from '../../../../model/views.ts';
import { freeName } from '../../shared/unique.ts';
import { Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { scratch, some } from './container.ts';
import { environment } from './environment.ts';
import { labelOf } from './facts.ts';
import { wordOf } from './literal.ts';
import type { PlacedService } from './placed.ts';
import { sidecarProbes } from './probes.ts';
import { strictSecurity } from './security.ts';
import { type Placed, startOrder } from './start-order.ts';
import { ephemeralSizes, mountsOf } from './storage.ts';

/** The containers that start before the service, in the order in which each finds what it needs, and those beside it. */
export function sidecars(service: PlacedService): { before: YamlNode[]; beside: YamlNode[] } {
  const taken = new Set([service.name.value]);
  const made = startOrder(service).map(placed => {
    const { sidecar, role } = placed;
    const name = sidecar.name.map(text => freeName(labelOf(text), taken));
    return { role, node: { ...body(service, sidecar, name), ...phase(placed) } };
  });
  return {
    before: made.filter(({ role }) => role !== 'beside').map(({ node }) => node),
    beside: made.filter(({ role }) => role === 'beside').map(({ node }) => node),
  };
}

function body(service: PlacedService, sidecar: SidecarView, name: Text): YamlObject {
  return {
    name,
    image: new Slot(['sidecars', sidecar.name, 'image'], imageReference(sidecar.image)),
    imagePullPolicy: 'Always',
    command: some(sidecar.command.map(wordOf(sidecar))),
    args: some(sidecar.arguments.map(wordOf(sidecar))),
    env: some(environment(service, sidecar)),
    resources: new Slot(['sidecars', sidecar.name, 'resources'], resources(sidecar)),
    securityContext: strictSecurity(),
    volumeMounts: mountsOf(service, sidecar),
  };
}

/**
 * A container before the service that is restarted always is kept until the service has ended; what comes after it
 * waits for its startup probe. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
function phase({ sidecar, role, wishes }: Placed): YamlObject {
  if (role === 'complete') return {};
  const probes = sidecarProbes(sidecar);
  if (role === 'beside') return probes;
  const { startupProbe, readinessProbe, livenessProbe } = probes;
  const health = startupProbe ?? readinessProbe ?? livenessProbe;
  const [wish] = wishes.filter(({ required }) => required.value);
  return {
    ...probes,
    startupProbe: role === 'healthy' ? health : startupProbe,
    restartPolicy: wish ? combine([wish.name, wish.until, wish.required], () => 'Always') : 'Always',
  };
}

/** A small helper where the documents give no sizes; where they give one of the two, the other is the same. */
export const sidecarSizes = ({ requests, limits }: SidecarView) => ({
  requests: {
    cpu: requests.cpu ?? limits.cpu ?? '50m',
    memory: requests.memory ?? limits.memory ?? '64Mi',
  },
  limits: {
    cpu: limits.cpu ?? requests.cpu ?? '250m',
    memory: limits.memory ?? requests.memory ?? '256Mi',
  },
});

function resources(sidecar: SidecarView): YamlNode {
  const { requests, limits } = sidecarSizes(sidecar);
  return {
    requests: { ...requests, 'ephemeral-storage': '64Mi' },
    limits: { ...limits, 'ephemeral-storage': scratch(ephemeralSizes(sidecar)) },
  };
}
