import { text } from '../../../model/traced.ts';
import type { ResourceView } from '../../../model/views.ts';
import { containerPorts } from '../shared/ports.ts';
import { Noted, Slot, type YamlNode } from '../shared/yaml.ts';
import { metadata, selector } from './facts.ts';
import type { PlacedService } from './placed.ts';
import { productsOf } from './products.ts';

/** Another service of the project that this one depends on, under the name by which the documents call it. */
export interface Neighbour {
  readonly name: PlacedService['dependencies'][number]['name'];
  readonly service: PlacedService;
}

/** What a service reaches: resources of the project, and other services of it. */
export interface Surroundings {
  readonly resources: readonly ResourceView[];
  readonly neighbours: readonly Neighbour[];
}

/** A resource that some service names as a dependency belongs to those that name it; any other belongs to all. */
export function surroundings(
  services: readonly PlacedService[],
  resources: readonly ResourceView[],
): (service: PlacedService) => Surroundings {
  const claimed = new Set(services.flatMap(namesNeeded));
  const byName = new Map(services.map(service => [service.name.value, service]));
  return service => {
    const own = new Set(namesNeeded(service));
    const neighbours = service.dependencies.flatMap(({ name }) => {
      const found = byName.get(name.value);
      return found && found !== service ? [{ name, service: found }] : [];
    });
    return {
      resources: resources.filter(({ name }) => own.has(name.value) || !claimed.has(name.value)),
      neighbours,
    };
  };
}

const namesNeeded = ({ dependencies }: PlacedService) => dependencies.map(({ name }) => name.value);

/** Only the ports of the service come in; only names and what the documents declare goes out. */
export function networkPolicy(service: PlacedService, { resources, neighbours }: Surroundings): YamlNode {
  const network = resources.find(({ kind }) => kind.value === 'network');
  const cidr = network && 'cidr' in network ? network.cidr : undefined;
  const inside: YamlNode[] = [{ namespaceSelector: {} }, ...(cidr ? [{ ipBlock: { cidr } }] : [])];
  const ports = containerPorts(service).map(({ target, protocol }) => ({ protocol, port: target }));
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
      ingress: ports.length > 0 ? [{ from: inside, ports }] : [],
      egress: [names53, ...outside, ...neighbours.flatMap(toNeighbour)],
    },
  };
}

const names53: YamlNode = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
  ],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** Policies see the pod behind a Service, so they name the ports that its container listens on. */
function toNeighbour({ name, service }: Neighbour): YamlNode[] {
  const ports = containerPorts(service).map(({ target, protocol }) => ({ protocol, port: target }));
  if (ports.length === 0) return [];
  const pods = {
    namespaceSelector: {
      matchLabels: {
        'kubernetes.io/metadata.name': new Slot(
          ['neighbours', name.value, 'namespace'],
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
        type: 'ExternalName',
        externalName: new Slot(
          ['neighbours', name.value, 'host'],
          text`${name}.${placement.namespace}.svc.cluster.local`,
        ),
      },
    }));
}
