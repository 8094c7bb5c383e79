/** Who may connect to a service: the rules of its network policy for what comes in. */
import { plain, type Text } from '../../../../model/traced.ts';
import { isServing, isStateful, type ResourceView } from '../../../../model/views.ts';
import { containerPorts } from '../../shared/ports.ts';
import { Noted, Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { selector } from './facts.ts';
import { hasHost, hostOf, isBehindGateway } from './gateway.ts';
import type { PlacedService } from './placed.ts';
import { ingressClass } from './service.ts';

/** Where each Ingress controller runs when it is installed as its own documentation says. */
const controllers: Readonly<Record<string, string>> = {
  nginx: 'ingress-nginx',
  traefik: 'traefik',
  haproxy: 'haproxy-controller',
  kong: 'kong',
  contour: 'projectcontour',
};

/**
 * One rule for each caller that is declared: services that depend on this one, its way in, namespaces that the
 * documents name, and whoever collects its metrics. Everybody else is refused.
 */
export function callerRules(
  service: PlacedService,
  dependents: readonly PlacedService[],
  network: ResourceView | undefined,
): YamlNode {
  const ports = containerPorts(service).map(({ target, protocol }) => ({ protocol, port: target }));
  const http = isServing(service) ? [{ protocol: 'TCP', port: service.port }] : [];
  const { namespaces, monitoring } = service.callers;
  const rules = [
    ...dependents.flatMap(other =>
      rule(
        other.name.map(name => `the service ${name}`),
        [podsOf(other)],
        ports,
      ),
    ),
    ...rule('requests from outside', hostOf(service) ? wayIn(service, network) : [], http),
    ...rule(
      'its own instances',
      isStateful(service) ? [{ podSelector: { matchLabels: selector(service) } }] : [],
      ports,
    ),
    ...namespaces.flatMap(name => rule('callers that the documents name', [inNamespace(name)], ports)),
    ...rule('whoever collects the metrics', service.metricsPath ? [inNamespace(monitoring)] : [], http),
  ];
  const shown = new Slot(['networkPolicy', 'ingress'], rules);
  const isForgotten = rules.length === 0 && ports.length > 0 && !hasHost(service);
  return isForgotten ? new Noted(shown, { above: [nobody] }) : shown;
}

const nobody =
  'No document says who calls it: a host of an environment, a service that depends on it, or callers.namespaces.';

const rule = (about: Text, from: readonly YamlNode[], ports: readonly YamlNode[]): YamlNode[] =>
  from.length > 0 && ports.length > 0 ? [new Noted({ from, ports }, { above: [about] })] : [];

const inNamespace = (name: Text): YamlObject => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

const podsOf = (other: PlacedService): YamlObject => ({
  ...inNamespace(other.placement.namespace),
  podSelector: { matchLabels: selector(other) },
});

/** The pods of the controller or of the Gateway; a load balancer of AWS comes from addresses of the network. */
function wayIn(service: PlacedService, network: ResourceView | undefined): YamlNode[] {
  const { routing, placement } = service;
  if (routing?.controllerNamespace) return [inNamespace(routing.controllerNamespace)];
  if (isBehindGateway(service)) return [inNamespace(routing?.gatewayNamespace ?? placement.namespace)];
  const className = plain(ingressClass(service));
  if (className !== 'alb') return [inNamespace(controllers[className] ?? 'ingress-nginx')];
  const cidr = network && 'cidr' in network ? network.cidr : undefined;
  if (cidr) return [{ ipBlock: { cidr } }];
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map(range => ({ ipBlock: { cidr: range } }));
}
