import { plain, type Text, type Traced } from '../../../model/traced.ts';
import { containerPorts, httpPortName, type OfferedPort, offeredPorts } from '../shared/ports.ts';
import { Slot, type YamlNode } from '../shared/yaml.ts';
import { fact, metadata, names, requirement, selector, slot } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** What other services connect to; none for a service that offers nothing. */
export function kubernetesService(service: PlacedService): YamlNode | undefined {
  const ports = offeredPorts(service);
  if (ports.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(service, service.name),
    spec: {
      type: 'ClusterIP',
      selector: { ...selector(service), ...slot },
      ports: ports.map(offered => ({
        name: offered.name,
        port: offered.port,
        targetPort: targetOf(service, offered),
        protocol: offered.protocol,
      })),
    },
  };
}

/** The name that the container gives the port; two ports of the Service may lead to one of the container. */
function targetOf(service: PlacedService, { target, protocol }: OfferedPort): Text {
  const found = containerPorts(service).find(
    port => port.target.value === target.value && plain(port.protocol) === plain(protocol),
  );
  return found?.name ?? target.map(String);
}

/** Where the documents name a domain for TLS. On AWS the load balancer takes the certificate that fits the host. */
export function ingress(service: PlacedService): YamlNode | undefined {
  const host = domain(service);
  const port = httpPortName(service);
  if (!host || !port) return undefined;
  const shown = new Slot(['ingress', 'host'], host);
  const aws = service.cloud.provider?.value === 'aws';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(service, service.name, {
      annotations: new Slot(['ingress', 'annotations'], aws ? loadBalancer : certificate),
    }),
    spec: {
      ingressClassName: new Slot(['ingress', 'className'], aws ? 'alb' : 'nginx'),
      tls: [aws ? { hosts: [shown] } : { hosts: [shown], secretName: names(service).certificate }],
      rules: [
        {
          host: shown,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: service.name, port: { name: port } } },
              },
            ],
          },
        },
      ],
    },
  };
}

const certificate = { 'cert-manager.io/cluster-issuer': 'letsencrypt' };
const loadBalancer = {
  'alb.ingress.kubernetes.io/scheme': 'internet-facing',
  'alb.ingress.kubernetes.io/target-type': 'ip',
  'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
  'alb.ingress.kubernetes.io/ssl-policy': 'ELBSecurityPolicy-TLS13-1-2-2021-06',
};

/** The domain of the documents is that of production. */
function domain(service: PlacedService): Traced<string> | undefined {
  if (!service.placement.isProduction) return undefined;
  const found = fact(requirement(service, /tls|ssl/i)?.verification, 'domain');
  return found && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(found.value) ? found : undefined;
}
