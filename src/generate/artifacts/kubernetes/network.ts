import type { ServiceView } from '../../../model/views.ts';
import { Noted, type YamlNode } from '../shared/yaml.ts';
import { fact, metadata, names, type ResourceView, requirement, selector, slot } from './facts.ts';

export function kubernetesService(service: ServiceView): YamlNode {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(service, service.name),
    spec: {
      type: 'ClusterIP',
      selector: { ...(selector(service) as object), ...slot },
      ports: [{ name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

/** Where the documents name a domain for TLS. On AWS the load balancer takes the certificate that fits the host. */
export function ingress(service: ServiceView): YamlNode | undefined {
  const host = domain(service);
  if (!host) return undefined;
  const aws = service.cloud.provider?.value === 'aws';
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata(service, service.name, { annotations: aws ? loadBalancer : certificate }),
    spec: {
      ingressClassName: aws ? 'alb' : 'nginx',
      tls: [aws ? { hosts: [host] } : { hosts: [host], secretName: names(service).certificate }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: service.name, port: { name: 'http' } } },
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

function domain(service: ServiceView) {
  const found = fact(requirement(service, /tls|ssl/i)?.verification, 'domain');
  return found && /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(found.value) ? found : undefined;
}

/** Only the port of the service comes in; only names and what the documents declare goes out. */
export function networkPolicy(service: ServiceView, resources: readonly ResourceView[]): YamlNode {
  const network = resources.find(({ kind }) => kind.value === 'network');
  const cidr = network && 'cidr' in network ? network.cidr : undefined;
  const inside: YamlNode[] = [{ namespaceSelector: {} }, ...(cidr ? [{ ipBlock: { cidr } }] : [])];
  const outside = dependencies(resources).map(({ why, port }) => {
    const rule = cidr && port !== 443 ? { to: [{ ipBlock: { cidr } }] } : {};
    return new Noted({ ...rule, ports: [{ protocol: 'TCP', port }] }, { above: [why] });
  });
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: metadata(service, service.name),
    spec: {
      podSelector: { matchLabels: selector(service) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: inside, ports: [{ protocol: 'TCP', port: service.port }] }],
      egress: [names53, ...outside],
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

/** Ports of products, by a word in the document's type. */
const ports: readonly (readonly [RegExp, number, string])[] = [
  [/postgres|aurora/i, 5432, 'PostgreSQL'],
  [/mysql|mariadb/i, 3306, 'MySQL'],
  [/mongo|documentdb/i, 27017, 'MongoDB'],
  [/redis|valkey|elasticache/i, 6379, 'Redis'],
  [/memcached/i, 11211, 'Memcached'],
  [/rabbit|amqp/i, 5671, 'AMQP'],
  [/kafka|msk/i, 9094, 'Kafka'],
  [/sqs|sns|s3|pub\/?sub|storage|blob|dynamo|service bus/i, 443, 'cloud services'],
];

function dependencies(resources: readonly ResourceView[]): { why: string; port: number }[] {
  const used = resources.filter(({ kind }) => kind.value !== 'network' && kind.value !== 'compute');
  const known = ports.filter(([word]) => used.some(({ type }) => word.test(type.value)));
  return known.map(([, port, product]) => ({ why: product, port }));
}
