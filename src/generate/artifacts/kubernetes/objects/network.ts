import { text } from '../../../../model/traced.ts';
import { isStateful, type ResourceView } from '../../../../model/views.ts';
import { containerPorts } from '../../shared/ports.ts';
import { Noted, Slot, type YamlNode } from '../../shared/yaml.ts';
import { callerRules } from './callers.ts';
import { metadata, names53, selector } from './facts.ts';
import type { PlacedService } from './placed.ts';
import { productsOf } from './products.ts';
import { toApiServer } from './rbac.ts';

/** Another service of the project that this one depends on, under the name by which the documents call it. */
export interface Neighbour {
  readonly name: PlacedService['dependencies'][number]['name'];
  readonly service: PlacedService;
}

/** What a service reaches, resources of the project and other services of it, and who reaches it. */
export interface Surroundings {
  readonly resources: readonly ResourceView[];
  readonly neighbours: readonly Neighbour[];
  /** Services that depend on this one. */
  readonly dependents: readonly PlacedService[];
}

/** A resource that some service names as a dependency belongs to those that name it; any other belongs to all. */
export function surroundings(
  services: readonly PlacedService[],
  resources: readonly ResourceView[],
): (service: PlacedService) => Surroundings {
  const claimed = new Set(services.flatMap(namesNeeded));
  const byName = new Map(services.map(service => [service.name.value, service]));
  const dependents = dependentsOf(services);
  return service => {
    const own = new Set(namesNeeded(service));
    const neighbours = service.dependencies.flatMap(({ name }) => {
      const found = byName.get(name.value);
      return found && found !== service ? [{ name, service: found }] : [];
    });
    return {
      resources: resources.filter(({ name }) => own.has(name.value) || !claimed.has(name.value)),
      neighbours,
      dependents: dependents.get(service.name.value) ?? [],
    };
  };
}

/** By the name of the service that they depend on. */
function dependentsOf(services: readonly PlacedService[]): ReadonlyMap<string, readonly PlacedService[]> {
  const found = new Map<string, PlacedService[]>();
  for (const service of services)
    for (const name of new Set(namesNeeded(service))) {
      if (name === service.name.value) continue;
      const before = found.get(name);
      if (before) before.push(service);
      else found.set(name, [service]);
    }
  return found;
}

const namesNeeded = ({ dependencies }: PlacedService) => dependencies.map(({ name }) => name.value);

/** Only who is declared comes in, at the ports of the service; only names and what is declared go out. */
export function networkPolicy(service: PlacedService, around: Surroundings): YamlNode {
  const { resources, neighbours, dependents } = around;
  const network = resources.find(({ kind }) => kind.value === 'network');
  const cidr = network && 'cidr' in network ? network.cidr : undefined;
  const outside = productsOf(resources).map(({ name, port }) => {
    const rule = cidr && port.value !== 443 ? { to: [{ ipBlock: { cidr } }] } : {};
    return new Noted({ ...rule, ports: [{ protocol: 'TCP', port }] }, { above: [name] });
  });
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(service, service.name),
    spec: {
      podSelector: { matchLabels: selector(service) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: callerRules(service, dependents, network),
      egress: [
        names53,
        ...toItself(service),
        ...outside,
        ...neighbours.flatMap(toNeighbour),
        ...toApiServer(service),
      ],
    },
  };
}

/** Instances with volumes of their own, which may have to agree on what they store. */
function toItself(service: PlacedService): YamlNode[] {
  const ports = containerPorts(service).map(({ target, protocol }) => ({ protocol, port: target }));
  if (!isStateful(service) || ports.length === 0) return [];
  const to = [{ podSelector: { matchLabels: selector(service) } }];
  return [new Noted({ to, ports }, { above: ['its own instances'] })];
}

/** Whatever else runs in the namespace: a pod that no other policy knows reaches nobody, and nobody reaches it. */
export const defaultDeny = (service: PlacedService): YamlNode => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata(service, text`${service.name}-default-deny`),
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
});

/** Policies see the pod behind a Service, so they name the ports that its container listens on. */
function toNeighbour({ name, service }: Neighbour): YamlNode[] {
  const ports = containerPorts(service).map(({ target, protocol }) => ({ protocol, port: target }));
  if (ports.length === 0) return [];
  const pods = {
    namespaceSelector: {
      matchLabels: {
        'kubernetes.io/metadata.name': new Slot(
          ['neighbours', name, 'namespace'],
          service.placement.namespace,
        ),
      },
    },
    podSelector: { matchLabels: selector(service) },
  };
  return [new Noted({ to: [pods], ports }, { above: [`the service ${name.value}`] })];
}

/** Services have a namespace each; this lets one find another under its bare name, as the documents write it. */
export function neighbourNames(service: PlacedService, { neighbours }: Surroundings): YamlNode[] {
  return neighbours
    .filter(({ service: other }) => containerPorts(other).length > 0)
    .map(({ name, service: { placement } }) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata(service, name),
      spec: {
        type: new Noted('ExternalName', {
          above: ['trivy:ignore:AVD-KSV-0108 # it leads to another service of the project, in this cluster'],
        }),
        externalName: new Slot(
          ['neighbours', name, 'host'],
          text`${name}.${placement.namespace}.svc.cluster.local`,
        ),
      },
    }));
}
