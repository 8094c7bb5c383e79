import { describe, expect, test } from 'vitest';
import { ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { alone, shopProject, shopService } from '../../../../../test/fixtures/shop.ts';
import type { Service } from '../../../../model/service.ts';
import { containerOf, objectsIn, podOf, read } from '../testing/read.ts';

describe('several ports', () => {
  test('have a name and a protocol each, in Service, container and policy', () => {
    expect(read(alone(shopService), 'service.yaml').spec.ports).toEqual([
      { name: 'web', port: 80, targetPort: 'web', protocol: 'TCP' },
      { name: 'metrics', port: 9100, targetPort: 'metrics', protocol: 'TCP' },
      { name: 'discovery', port: 5353, targetPort: 'discovery', protocol: 'UDP' },
    ]);
    expect(containerOf(shopService).ports).toEqual([
      { name: 'web', containerPort: 8080, protocol: 'TCP' },
      { name: 'metrics', containerPort: 9100, protocol: 'TCP' },
      { name: 'discovery', containerPort: 5353, protocol: 'UDP' },
    ]);
    expect(read(alone(shopService), 'networkpolicy.yaml').spec.ingress[0].ports).toEqual([
      { protocol: 'TCP', port: 8080 },
      { protocol: 'TCP', port: 9100 },
      { protocol: 'UDP', port: 5353 },
    ]);
  });

  const offered = (ports: Service['ports']) =>
    read(ordersWith({ ports }), 'service.yaml').spec.ports.map(
      (port: { name: string; port: number; targetPort: string }) => [port.name, port.port, port.targetPort],
    );
  const tcp = { protocol: 'tcp' } as const;

  test('that leave out the one for HTTP get it, beside a port 80 of theirs', () => {
    expect(offered([{ name: 'admin', port: 9000, target: 9000, ...tcp }])).toEqual([
      ['http', 80, 'http'],
      ['admin', 9000, 'admin'],
    ]);
    expect(offered([{ name: 'admin', port: 80, target: 9000, ...tcp }])).toEqual([
      ['http', 8080, 'http'],
      ['admin', 80, 'admin'],
    ]);
  });

  test('have short names that are taken once, and may lead to one port of the container', () => {
    expect(
      offered([
        { name: 'application-protocol-one', port: 80, target: 8080, ...tcp },
        { name: 'application-protocol-two', port: 81, target: 8080, ...tcp },
        { name: '9000', port: 9000, target: 9000, ...tcp },
      ]),
    ).toEqual([
      ['application-p', 80, 'application-p'],
      ['application-p-2', 81, 'application-p'],
      ['p9000', 9000, 'p9000'],
    ]);
  });
});

describe('probes', () => {
  test('ask by command, or by another port, scheme, host and headers', () => {
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(shopService);
    expect(startupProbe.httpGet).toEqual({ path: '/health/startup', port: 'web' });
    expect(livenessProbe.exec).toEqual({ command: ['/bin/alive', '--now'] });
    expect(readinessProbe.httpGet).toEqual({
      path: '/health/ready',
      port: 8443,
      scheme: 'HTTPS',
      httpHeaders: [
        { name: 'Host', value: 'shop.example.com' },
        { name: 'X-Probe', value: 'yes' },
      ],
    });
  });

  test('ask for a connection where no path is known, and still run the commands that are', () => {
    const health = {
      ...ordersService.health,
      over: 'tcp',
      probes: [{ name: 'live', command: ['/bin/alive'], headers: [] }],
    } as const;
    const { startupProbe, readinessProbe, livenessProbe } = read(ordersWith({ health }), 'deployment.yaml')
      .spec.template.spec.containers[0];
    expect([startupProbe.tcpSocket, readinessProbe.tcpSocket]).toEqual([{ port: 'http' }, { port: 'http' }]);
    expect(livenessProbe.exec).toEqual({ command: ['/bin/alive'] });
  });

  test('that ask the same path ask it in the same way', () => {
    const health = {
      ...ordersService.health,
      live: '/up',
      ready: '/up',
      startup: '/up',
      probes: [{ name: 'ready', command: [], port: 9090, headers: [] }],
    } as const;
    const { startupProbe, livenessProbe } = read(ordersWith({ health }), 'deployment.yaml').spec.template.spec
      .containers[0];
    expect([startupProbe.httpGet.port, livenessProbe.httpGet.port]).toEqual([9090, 9090]);
  });
});

describe('several services', () => {
  test('reach each other by port and namespace, and by the name that the documents use', () => {
    const { egress } = read(shopProject, 'shop/networkpolicy.yaml').spec;
    expect(egress.at(-1)).toEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'search' } },
          podSelector: { matchLabels: { 'app.kubernetes.io/name': 'search' } },
        },
      ],
      ports: [{ protocol: 'TCP', port: 7700 }],
    });
    expect(read(shopProject, 'shop/neighbours.yaml')).toMatchObject({
      kind: 'Service',
      metadata: { name: 'search', namespace: 'shop' },
      spec: { type: 'ExternalName', externalName: 'search.search.svc.cluster.local' },
    });
  });

  test('reach the resources that they name, and those that none of them names', () => {
    const ports = (path: string) =>
      read(shopProject, path).spec.egress.flatMap((rule: { to?: unknown; ports: { port: number }[] }) =>
        rule.to ? [] : rule.ports.map(({ port }) => port),
      );
    expect(ports('shop/networkpolicy.yaml')).toEqual([5432, 5671]);
    expect(ports('mailer/networkpolicy.yaml')).toEqual([5671]);
  });
});

test('a volume that a resource provides is claimed under the name of the resource; a bind mount is nobody’s', () => {
  expect(
    objectsIn(alone(shopService), 'pvc.yaml').map(({ metadata, spec }) => [metadata.name, spec.resources]),
  ).toEqual([
    ['shop-data', { requests: { storage: '1Gi' } }],
    ['shop-bucket', { requests: { storage: '5Gi' } }],
  ]);
  const { volumes, containers } = podOf(shopService);
  expect(volumes.slice(4, 8)).toEqual([
    { name: 'volume-data', persistentVolumeClaim: { claimName: 'shop-data' } },
    { name: 'volume-uploads', persistentVolumeClaim: { claimName: 'shop-bucket' } },
    { name: 'volume-scratch', emptyDir: { sizeLimit: '512Mi' } },
    { name: 'volume-cache', emptyDir: { sizeLimit: '32Mi' } },
  ]);
  expect(containers[0].volumeMounts.slice(0, 3)).toEqual([
    { name: 'volume-data', mountPath: '/data' },
    { name: 'volume-uploads', mountPath: '/uploads', subPath: 'shop', readOnly: true },
    { name: 'volume-scratch', mountPath: '/scratch' },
  ]);
  // What is written to ephemeral volumes counts against the limit of the container.
  expect(containers[0].resources.limits['ephemeral-storage']).toBe('768Mi');
  expect(containers[0].env.map(({ name }: { name: string }) => name)).not.toContain('SOURCES_DIR');
});

test('times that are no whole seconds are rounded up, and no drain is no pause', () => {
  const { health, rollout } = ordersService;
  const project = ordersWith({
    health: { ...health, intervalSeconds: 1.5, timeoutSeconds: 0.5 },
    rollout: { ...rollout, readySeconds: 2.2 },
    shutdown: { drainSeconds: 0, graceSeconds: 0.3 },
  });
  const { terminationGracePeriodSeconds, containers } = read(project, 'deployment.yaml').spec.template.spec;
  expect(terminationGracePeriodSeconds).toBe(1);
  expect(containers[0].lifecycle).toBeUndefined();
  expect(containers[0].livenessProbe).toMatchObject({ periodSeconds: 2, timeoutSeconds: 1 });
  expect(containers[0].startupProbe).toMatchObject({ timeoutSeconds: 1, failureThreshold: 3 });
});

test('a volume at /tmp takes the place of the folder that every container has there', () => {
  const tmp = {
    name: 'tmp',
    kind: 'ephemeral',
    path: '/tmp',
    variable: 'TMP_DIR',
    size: '1Gi',
    readOnly: false,
  } as const;
  const { volumes, containers } = podOf({ ...ordersService, volumes: [tmp] });
  expect(volumes).toEqual([{ name: 'volume-tmp', emptyDir: { sizeLimit: '1Gi' } }]);
  expect(containers[0].volumeMounts).toEqual([{ name: 'volume-tmp', mountPath: '/tmp' }]);
});
