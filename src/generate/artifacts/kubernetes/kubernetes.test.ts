import { describe, expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Project } from '../../../model/service.ts';
import { read, texts } from './testing/read.ts';

const pod = (project: Project) => read(project, 'deployment.yaml').spec.template.spec;

describe('the Deployment', () => {
  test('has the replicas of production, and never one pod less while it is replaced', () => {
    const { spec } = read(ordersProject, 'deployment.yaml');
    expect(spec.replicas).toBe(4);
    expect(spec.strategy.rollingUpdate).toEqual({ maxSurge: '25%', maxUnavailable: 0 });
  });

  test('gives a pod its drain before SIGTERM and its grace after it', () => {
    const { terminationGracePeriodSeconds, containers } = pod(ordersProject);
    expect(containers[0].lifecycle.preStop).toEqual({ sleep: { seconds: 10 } });
    expect(terminationGracePeriodSeconds).toBe(22);
  });

  test('asks the three endpoints; a new pod may take its ready time to start', () => {
    const [{ startupProbe, readinessProbe, livenessProbe }] = pod(ordersProject).containers;
    expect(startupProbe).toEqual({
      httpGet: { path: '/health/startup', port: 'http' },
      periodSeconds: 1,
      timeoutSeconds: 2,
      failureThreshold: 20,
    });
    expect(readinessProbe.httpGet.path).toBe('/health/ready');
    expect(livenessProbe).toMatchObject({ periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 });
  });

  test('takes settings from the ConfigMap, secrets from the store and the folder from the claim', () => {
    expect(pod(ordersProject).containers[0].env).toEqual([
      { name: 'PORT', value: '8080' },
      { name: 'DATA_DIR', value: '/data' },
      { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'orders-settings', key: 'LOG_LEVEL' } } },
      { name: 'CURRENCY', valueFrom: { configMapKeyRef: { name: 'orders-settings', key: 'CURRENCY' } } },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'orders-secrets', key: 'DATABASE_URL' } } },
    ]);
    expect(read(ordersProject, 'externalsecret.yaml').spec).toMatchObject({
      secretStoreRef: { kind: 'SecretStore', name: 'aws-secrets-manager' },
      data: [{ secretKey: 'DATABASE_URL', remoteRef: { key: '/orders/prod', property: 'DATABASE_URL' } }],
    });
  });

  test('restarts its pods when a setting changes', () => {
    const digest = (value: string) => {
      const variables = [{ name: 'LOG_LEVEL', required: false, sensitive: false, default: value }];
      return read(ordersWith({ variables }), 'deployment.yaml').spec.template.metadata.annotations[
        'checksum/settings'
      ];
    };
    expect(digest('info')).not.toBe(digest('debug'));
    expect(digest('info')).toBe(digest('info'));
  });
});

test('files appear only when the documents give a reason for them', () => {
  const bare = ordersWith({ variables: [], volumes: [], security: [] });
  expect(Object.keys(texts(bare))).toEqual([
    'Kustomization',
    'default-deny.yaml',
    'deployer.yaml',
    'deployment.yaml',
    'hpa.yaml',
    'namespace.yaml',
    'networkpolicy.yaml',
    'pdb.yaml',
    'quota.yaml',
    'service.yaml',
    'serviceaccount.yaml',
  ]);
});

test('the autoscaler keeps the replicas that production is promised', () => {
  const range = (min: number) => {
    const { minReplicas, maxReplicas } = read(
      ordersWith({ scaling: { ...ordersService.scaling, min } }),
      'hpa.yaml',
    ).spec;
    return [minReplicas, maxReplicas];
  };
  expect(range(2)).toEqual([4, 10]);
  expect(range(6)).toEqual([6, 10]);
});

test('the network policy lets in the load balancer and what collects metrics, and out what is declared', () => {
  const { ingress, egress } = read(ordersProject, 'networkpolicy.yaml').spec;
  const network = { ipBlock: { cidr: '10.0.0.0/16' } };
  const ports = [{ protocol: 'TCP', port: 8080 }];
  expect(ingress).toEqual([
    { from: [network], ports },
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
      ports,
    },
  ]);
  expect(egress.slice(1)).toEqual([{ to: [network], ports: [{ protocol: 'TCP', port: 5432 }] }]);
  expect(egress[0].ports.map(({ port }: { port: number }) => port)).toEqual([53, 53]);
});

test('an Ingress stands on the load balancer of the cloud, or on nginx with cert-manager', () => {
  const ingress = (provider?: 'aws' | 'gcp') =>
    read(ordersWith({ cloud: provider ? { provider } : {} }), 'ingress.yaml').spec;
  expect(ingress('aws')).toMatchObject({ ingressClassName: 'alb', tls: [{ hosts: ['api.example.com'] }] });
  expect(ingress()).toMatchObject({
    ingressClassName: 'nginx',
    tls: [{ hosts: ['api.example.com'], secretName: 'orders-tls' }],
  });
});

test('several services have a folder each', () => {
  const two = { ...ordersProject, services: [ordersService, { ...ordersService, name: 'stock' }] };
  const paths = Object.keys(texts(two));
  expect(paths).toContain('orders/deployment.yaml');
  expect(paths).toContain('stock/deployment.yaml');
  expect(paths).toHaveLength(30);
});
