import { describe, expect, test } from 'vitest';
import { ordersWith } from '../../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopService,
} from '../../../../../test/fixtures/shop.ts';
import type { Service } from '../../../../model/service.ts';
import { containerOf, podOf, read, texts } from '../testing/read.ts';

describe('a worker', () => {
  const worker = alone(mailerService);

  test('is a Deployment and nothing that serves: no Service, no Ingress, no ports, no probes', () => {
    expect(Object.keys(texts(worker))).toEqual([
      'Kustomization',
      'default-deny.yaml',
      'deployer.yaml',
      'deployment.yaml',
      'hpa.yaml',
      'namespace.yaml',
      'networkpolicy.yaml',
      'pdb.yaml',
      'quota.yaml',
      'serviceaccount.yaml',
    ]);
    const container = containerOf(mailerService);
    expect(Object.keys(container)).toEqual([
      'name',
      'image',
      'imagePullPolicy',
      'resources',
      'securityContext',
      'volumeMounts',
    ]);
  });

  test('lets nothing in', () => {
    const { policyTypes, ingress } = read(worker, 'networkpolicy.yaml').spec;
    expect({ policyTypes, ingress }).toEqual({ policyTypes: ['Ingress', 'Egress'], ingress: [] });
  });

  test('is asked to stop at once, and has drain and grace for what is in hand', () => {
    expect(containerOf(mailerService).lifecycle).toBeUndefined();
    expect(podOf(mailerService).terminationGracePeriodSeconds).toBe(22);
  });

  test('counts as there once it has run for a while, as nobody can ask it', () => {
    expect(read(worker, 'deployment.yaml').spec.minReadySeconds).toBe(10);
    expect(read(ordersWith({}), 'deployment.yaml').spec.minReadySeconds).toBeUndefined();
  });

  test('that offers a port has a Service for it, and a drain', () => {
    const offering = {
      ...mailerService,
      ports: [{ name: '5432', port: 5432, target: 15432, protocol: 'tcp' }],
    } as const satisfies Service;
    expect(read(alone(offering), 'service.yaml').spec.ports).toEqual([
      { name: 'p5432', port: 5432, targetPort: 'p5432', protocol: 'TCP' },
    ]);
    const called = { ...offering, callers: { namespaces: ['billing'], monitoring: 'monitoring' } };
    expect(read(alone(called), 'networkpolicy.yaml').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'billing' } } }],
        ports: [{ protocol: 'TCP', port: 15432 }],
      },
    ]);
    expect(containerOf(offering).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
  });

  test('that says how it is probed is probed that way', () => {
    const probed = {
      ...mailerService,
      health: {
        ...mailerService.health,
        probes: [
          { name: 'live', command: ['/bin/beat'], headers: [] },
          { name: 'ready', command: [], port: 9000, headers: [] },
        ],
      },
    } as const satisfies Service;
    const { livenessProbe, readinessProbe, startupProbe } = containerOf(probed);
    expect(livenessProbe.exec).toEqual({ command: ['/bin/beat'] });
    expect(readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 9000 });
    expect(startupProbe).toBeUndefined();
  });
});

describe('a job', () => {
  const files = (changes: Partial<Service> = {}) => alone({ ...reportService, ...changes });

  test('is a Job, without what keeps a service running', () => {
    expect(Object.keys(texts(files()))).toEqual([
      'Kustomization',
      'default-deny.yaml',
      'deployer.yaml',
      'job.yaml',
      'namespace.yaml',
      'networkpolicy.yaml',
      'quota.yaml',
      'serviceaccount.yaml',
    ]);
    const { spec } = read(files({ rollout: { ...reportService.rollout, deploySeconds: 1200 } }), 'job.yaml');
    expect(spec).toMatchObject({
      backoffLimit: 3,
      activeDeadlineSeconds: 1200,
      ttlSecondsAfterFinished: 604_800,
      template: { spec: { restartPolicy: 'OnFailure' } },
    });
    expect(spec.template.spec.containers).toHaveLength(1);
    expect(spec.template.spec.containers[0]).toMatchObject({ name: 'report', args: ['--month', 'last'] });
  });

  test('keeps its sidecars beside it only until it has ended', () => {
    expect(read(files(), 'job.yaml').spec.template.spec.initContainers).toMatchObject([
      { name: 'exporter', restartPolicy: 'Always' },
    ]);
  });

  test.each([
    ['never', 'Never', 0],
    ['on-failure', 'OnFailure', 3],
    [undefined, 'Never', 3],
  ] as const)('whose restart is %s has the policy %s and %i tries more', (restart, policy, tries) => {
    const container = { ...(restart ? { restart } : {}), addCapabilities: [], dropCapabilities: [] };
    const { backoffLimit, template } = read(files({ container }), 'job.yaml').spec;
    expect([template.spec.restartPolicy, backoffLimit]).toEqual([policy, tries]);
  });
});

describe('an image that others build', () => {
  test('is named by its digest, and told how to start', () => {
    expect(containerOf(searchService)).toMatchObject({
      image: `docker.io/getmeili/meilisearch:v1.10@sha256:${'a'.repeat(64)}`,
      command: ['/bin/search'],
      args: ['--http-addr', '0.0.0.0:7700'],
      imagePullPolicy: 'Always',
    });
    expect(containerOf({ ...searchService, command: [] }).command).toBeUndefined();
  });

  test('has a signal of its own only with the system of the pod', () => {
    expect(containerOf(searchService).lifecycle.stopSignal).toBe('SIGINT');
    expect(podOf(searchService).os).toEqual({ name: 'linux' });
    // A generated Dockerfile says it already.
    expect(containerOf(shopService).lifecycle.stopSignal).toBeUndefined();
  });

  test('is as confined as any other, and the manifest says what may have to give', () => {
    const container = { addCapabilities: [], dropCapabilities: [] };
    const content = texts(alone({ ...searchService, container }))['deployment.yaml'];
    expect(content).toContain(
      '          # Strict, as for every service here. An image that others build may want another user',
    );
    expect(containerOf({ ...searchService, container }).securityContext).toMatchObject({
      runAsUser: 10_001,
      readOnlyRootFilesystem: true,
    });
    expect(containerOf(searchService).securityContext.readOnlyRootFilesystem).toBe(false);
  });
});
