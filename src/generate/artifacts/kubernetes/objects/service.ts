import { plain, type Text } from '../../../../model/traced.ts';
import { containerPorts, httpPortName, type OfferedPort, offeredPorts } from '../../shared/ports.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { metadata, names, selector, slot } from './facts.ts';
import { hostOf, isBehindGateway, pathOf } from './gateway.ts';
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

/** Where the environment has a host. On AWS the load balancer takes the certificate that fits it. */
export function ingress(service: PlacedService): YamlNode | undefined {
  const host = isBehindGateway(service) ? undefined : hostOf(service);
  const port = httpPortName(service);
  if (!host || !port) return undefined;
  const shown = new Slot(['ingress', 'host'], host);
  const className = ingressClass(service);
  const aws = plain(className) === 'alb';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(service, service.name, {
      annotations: new Slot(['ingress', 'annotations'], aws ? loadBalancer : certificate),
    }),
    spec: {
      ingressClassName: new Slot(['ingress', 'className'], className),
      tls: [aws ? { hosts: [shown] } : { hosts: [shown], secretName: names(service).certificate }],
      rules: [
        {
          host: shown,
          http: {
            paths: [
              {
                path: pathOf(service),
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

/** AWS has a load balancer for each Ingress; elsewhere nginx is what most clusters run. */
export const ingressClass = ({ routing, cloud }: PlacedService): Text =>
  routing?.className ?? (cloud.provider?.value === 'aws' ? 'alb' : 'nginx');
