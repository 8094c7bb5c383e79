import { describe, expect, it, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import {
  isAllowed,
  type Labels,
  type Pod,
  type Policy,
} from '../../../../../test/fixtures/network-policies.ts';
import { ordersService } from '../../../../../test/fixtures/orders.ts';
import {
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../../model/service.ts';
import { trace } from '../../../../model/traced.ts';
import { containerPorts } from '../../shared/ports.ts';
import { kubernetes } from '../index.ts';

const needs = (...names: readonly string[]) =>
  names.map(name => ({ name, until: 'healthy', required: true }) as const);

const callers = { namespaces: [], monitoring: 'monitoring' };

/** web -> orders -> search; orders, mailer and report use the database; only web has a host. */
const services: readonly Service[] = [
  {
    ...ordersService,
    name: 'web',
    cloud: {},
    security: [],
    dependencies: needs('orders'),
    environments: ordersService.environments.map(environment =>
      environment.name === 'production' ? { ...environment, host: 'shop.example.com' } : environment,
    ),
  },
  {
    ...ordersService,
    cloud: {},
    security: [],
    dependencies: needs('search', 'db'),
    callers: { namespaces: ['support'], monitoring: 'monitoring' },
  },
  { ...shopService, name: 'admin', security: [], dependencies: needs('orders'), callers },
  { ...mailerService, dependencies: needs('db') },
  { ...reportService, dependencies: needs('db') },
  searchService,
];
const project: Project = {
  services,
  resources: [
    { kind: 'database', name: 'db', type: 'PostgreSQL', params: [], annotations: [] },
    {
      kind: 'network',
      name: 'network',
      type: 'VPC',
      components: [],
      cidr: '10.0.0.0/16',
      zones: [],
      params: [],
      annotations: [],
    },
  ],
  environments: ['production'],
};

interface Manifest extends Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

const objects = kubernetes
  .emit(project, { pipelineType: 'github-actions' })
  .filter(({ kind }) => kind === 'kubernetes')
  .flatMap(({ content }) => parseAllDocuments(content).map(document => document.toJS() as Manifest));
const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');

/** Pods of a cluster have other addresses than the network of the database. */
const pod = (namespace: string, labels: Labels = {}, address = '10.244.0.7'): Pod => ({
  namespace,
  labels,
  address,
});
const podOf = (name: string) => pod(name, { 'app.kubernetes.io/name': name, slot: 'green' });
const outsiders: Readonly<Record<string, Pod>> = {
  'the Ingress controller': pod('ingress-nginx'),
  monitoring: pod('monitoring'),
  support: pod('support'),
  'a stranger': pod('default'),
  'a stranger in the namespace': pod('orders', { 'app.kubernetes.io/name': 'stranger' }),
  'the network': pod('', {}, '10.0.3.4'),
  'the internet': pod('', {}, '203.0.113.9'),
};

const ends: readonly (readonly [string, Pod])[] = [
  ...services.map(({ name }) => [name, podOf(name)] as const),
  ...Object.entries(outsiders),
];
const ports = new Map(
  trace(project).services.map(service => [
    service.name.value,
    containerPorts(service).map(({ target }) => target.value),
  ]),
);

/** Who may ask which service, at whichever of its ports. */
function ways(): string[] {
  return services.flatMap(({ name }) =>
    ends
      .filter(([from]) => from !== name)
      .filter(([, from]) =>
        [1, 53, 80, 443, 5432, 7700, 8080, 8443, 9100].some(port =>
          isAllowed(policies, { from, to: podOf(name), protocol: 'TCP', port }),
        ),
      )
      .map(([from]) => `${from} -> ${name}`),
  );
}

describe('the network policies of a project', () => {
  it('let every pair of its pods, and strangers, through exactly where it is declared', () => {
    expect(ways()).toEqual([
      'the Ingress controller -> web',
      'monitoring -> web',
      'web -> orders',
      'admin -> orders',
      'monitoring -> orders',
      'support -> orders',
      'monitoring -> admin',
      'orders -> search',
    ]);
  });

  it('open no port that the called service does not offer', () => {
    const open = (from: Pod, name: string) =>
      Array.from({ length: 65_535 }, (_, i) => i + 1).filter(port =>
        isAllowed(policies, { from, to: podOf(name), protocol: 'TCP', port }),
      );
    expect(open(podOf('web'), 'orders')).toEqual([8080]);
    expect(open(podOf('orders'), 'search')).toEqual([7700]);
    expect(open(pod('monitoring'), 'admin')).toEqual([8080]);
    expect(ports.get('admin')).toEqual([8080, 9100, 5353]);
  });

  it('let out only names and what each service declares', () => {
    const reaches = (name: string) =>
      [
        ['names', pod('kube-system', { 'k8s-app': 'kube-dns' }), 53],
        ['the database', pod('', {}, '10.0.3.4'), 5432],
        ['a database elsewhere', pod('', {}, '203.0.113.9'), 5432],
        ['the internet', pod('', {}, '203.0.113.9'), 443],
      ].flatMap(([what, to, port]) =>
        isAllowed(policies, { from: podOf(name), to: to as Pod, protocol: 'TCP', port: port as number })
          ? [what]
          : [],
      );
    expect(Object.fromEntries(services.map(({ name }) => [name, reaches(name)]))).toEqual({
      web: ['names'],
      orders: ['names', 'the database'],
      admin: ['names'],
      mailer: ['names', 'the database'],
      report: ['names', 'the database'],
      search: ['names'],
    });
  });

  it('cut off whatever else runs in a namespace of theirs', () => {
    const stranger = pod('orders', { 'app.kubernetes.io/name': 'stranger' });
    const everyone = ends.map(([, end]) => end).filter(end => end.namespace !== '');
    const open = everyone.filter(
      other =>
        isAllowed(policies, { from: other, to: stranger, protocol: 'TCP', port: 8080 }) ||
        isAllowed(policies, { from: stranger, to: other, protocol: 'TCP', port: 8080 }),
    );
    expect(open).toEqual([]);
  });
});

test('instances that have volumes of their own may find each other', () => {
  const volumes = ordersService.volumes.map(volume => ({ ...volume, perInstance: true }));
  const own = (service: Service) =>
    kubernetes
      .emit({ ...project, services: [service] }, { pipelineType: 'github-actions' })
      .filter(({ path }) => ['networkpolicy.yaml', 'default-deny.yaml'].includes(path))
      .flatMap(({ content }) => parseAllDocuments(content).map(document => document.toJS() as Policy));
  const asks = (service: Service) =>
    isAllowed(own(service), { from: podOf('orders'), to: podOf('orders'), protocol: 'TCP', port: 8080 });
  expect([asks({ ...ordersService, volumes }), asks(ordersService)]).toEqual([true, false]);
});

describe('the model of network policies', () => {
  const target = podOf('a');
  const policy = (spec: Policy['spec']): Policy => ({ metadata: { namespace: 'a' }, spec });
  const asks = (policies: readonly Policy[], from: Pod, port = 80) =>
    isAllowed(policies, { from, to: target, protocol: 'TCP', port, names: { http: 8080 } });
  const all = { podSelector: {} };

  test.each<[string, Policy['spec'], Pod, number, boolean]>([
    ['without rules nothing comes in', all, pod('b'), 80, false],
    ['an empty rule lets all in', { ...all, ingress: [{}] }, pod('b'), 80, true],
    ['an empty peer list lets all in', { ...all, ingress: [{ from: [] }] }, pod('b'), 80, true],
    [
      'pods alone are those of the own namespace',
      { ...all, ingress: [{ from: [all] }] },
      pod('b'),
      80,
      false,
    ],
    [
      'an empty namespace selector is every namespace',
      { ...all, ingress: [{ from: [{ namespaceSelector: {} }] }] },
      pod('b'),
      80,
      true,
    ],
    [
      'a policy for egress alone leaves ingress open',
      { ...all, policyTypes: ['Egress'] },
      pod('b'),
      80,
      true,
    ],
    [
      'an address that is excepted is not meant',
      { ...all, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/16'] } }] }] },
      pod('b'),
      80,
      false,
    ],
    [
      'an address of the block is meant',
      { ...all, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] },
      pod('b'),
      80,
      true,
    ],
    ['a port is TCP unless said', { ...all, ingress: [{ ports: [{ port: 80 }] }] }, pod('b'), 80, true],
    [
      'another protocol is another port',
      { ...all, ingress: [{ ports: [{ port: 80, protocol: 'UDP' }] }] },
      pod('b'),
      80,
      false,
    ],
    [
      'a range ends with endPort',
      { ...all, ingress: [{ ports: [{ port: 80, endPort: 90 }] }] },
      pod('b'),
      91,
      false,
    ],
    [
      'a name is the port of the container',
      { ...all, ingress: [{ ports: [{ port: 'http' }] }] },
      pod('b'),
      8080,
      true,
    ],
    ['another namespace is not concerned', { podSelector: { matchLabels: { x: 'y' } } }, pod('b'), 80, true],
  ])('%s', (_, spec, from, port, expected) => {
    expect(asks([policy(spec)], from, port)).toBe(expected);
  });

  test('allows what any of several policies allows', () => {
    const denies = policy(all);
    const allows = policy({ ...all, ingress: [{ from: [{ namespaceSelector: {} }] }] });
    expect(asks([denies, allows], pod('b'))).toBe(true);
  });
});
