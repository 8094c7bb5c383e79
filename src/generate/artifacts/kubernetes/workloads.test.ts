import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../model/service.ts';
import { kubernetes } from './index.ts';

const texts = (project: Project) =>
  new Map(
    kubernetes
      .emit(project, { pipelineType: 'github-actions' })
      .map(({ path, content }) => [path, content] as const),
  );
const read = (project: Project, path: string) => parse(texts(project).get(path) ?? 'null');
const all = (project: Project, path: string) =>
  parseAllDocuments(texts(project).get(path) ?? '').map(document => document.toJS());
const podOf = (service: Service) => read(alone(service), 'deployment.yaml').spec.template.spec;
const own = (service: Service) => podOf(service).containers[0];

describe('a worker', () => {
  const worker = alone(mailerService);

  test('is a Deployment and nothing that serves: no Service, no Ingress, no ports, no probes', () => {
    expect([...texts(worker).keys()]).toEqual([
      'deployment.yaml',
      'hpa.yaml',
      'namespace.yaml',
      'networkpolicy.yaml',
      'pdb.yaml',
      'serviceaccount.yaml',
    ]);
    const container = own(mailerService);
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
    expect(own(mailerService).lifecycle).toBeUndefined();
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
    expect(read(alone(offering), 'networkpolicy.yaml').spec.ingress).toEqual([
      { from: [{ namespaceSelector: {} }], ports: [{ protocol: 'TCP', port: 15432 }] },
    ]);
    expect(own(offering).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
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
    const { livenessProbe, readinessProbe, startupProbe } = own(probed);
    expect(livenessProbe.exec).toEqual({ command: ['/bin/beat'] });
    expect(readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 9000 });
    expect(startupProbe).toBeUndefined();
  });
});

describe('a job', () => {
  const files = (changes: Partial<Service> = {}) => alone({ ...reportService, ...changes });

  test('is a Job, without what keeps a service running', () => {
    expect([...texts(files()).keys()]).toEqual([
      'job.yaml',
      'namespace.yaml',
      'networkpolicy.yaml',
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
    expect(own(searchService)).toMatchObject({
      image: `docker.io/getmeili/meilisearch@sha256:${'a'.repeat(64)}`,
      command: ['/bin/search'],
      args: ['--http-addr', '0.0.0.0:7700'],
      imagePullPolicy: 'Always',
    });
    expect(own({ ...searchService, command: [] }).command).toBeUndefined();
  });

  test('has a signal of its own only with the system of the pod', () => {
    expect(own(searchService).lifecycle.stopSignal).toBe('SIGINT');
    expect(podOf(searchService).os).toEqual({ name: 'linux' });
    // A generated Dockerfile says it already.
    expect(own(shopService).lifecycle.stopSignal).toBeUndefined();
  });

  test('is as confined as any other, and the manifest says what may have to give', () => {
    const container = { addCapabilities: [], dropCapabilities: [] };
    const content = texts(alone({ ...searchService, container })).get('deployment.yaml');
    expect(content).toContain(
      '          # Strict, as for every service here. An image that others build may want another user',
    );
    expect(own({ ...searchService, container }).securityContext).toMatchObject({
      runAsUser: 10_001,
      readOnlyRootFilesystem: true,
    });
    expect(own(searchService).securityContext.readOnlyRootFilesystem).toBe(false);
  });
});

describe('the settings of a container', () => {
  test('reach pod and container', () => {
    expect(podOf(shopService)).toMatchObject({
      hostname: 'shop',
      nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
      restartPolicy: 'Always',
      securityContext: { runAsNonRoot: true, runAsUser: 12_000, runAsGroup: 12_001, fsGroup: 12_001 },
    });
    expect(own(shopService)).toMatchObject({
      args: ['--verbose'],
      workingDir: '/srv/shop',
      stdin: false,
      tty: false,
      securityContext: {
        runAsUser: 12_000,
        privileged: false,
        capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL', 'NET_RAW'] },
      },
    });
  });

  const changed = (container: Partial<Service['container']>) =>
    ordersWith({ container: { addCapabilities: [], dropCapabilities: [], ...container } });

  test.each([
    ['nothing', {}, 'restricted', [true, 10_001, false, false]],
    [
      'a port below 1024',
      { addCapabilities: ['NET_BIND_SERVICE'] },
      'restricted',
      [true, 10_001, false, false],
    ],
    ['root', { user: 'root' }, 'baseline', [false, 0, false, false]],
    ['another owner', { addCapabilities: ['CAP_CHOWN'] }, 'baseline', [true, 10_001, false, false]],
    ['the machine', { privileged: true }, 'privileged', [true, 10_001, true, true]],
    ['the kernel', { addCapabilities: ['SYS_ADMIN'] }, 'privileged', [true, 10_001, false, true]],
    ['a name, which only the image knows', { user: 'node' }, 'restricted', [true, 10_001, false, false]],
  ])('that ask for %s open the namespace as far as they must', (_, container, level, expected) => {
    const project = changed(container);
    const { labels } = read(project, 'namespace.yaml').metadata;
    expect(labels['pod-security.kubernetes.io/enforce']).toBe(level);
    const { runAsNonRoot, runAsUser, privileged, allowPrivilegeEscalation } = read(project, 'deployment.yaml')
      .spec.template.spec.containers[0].securityContext;
    expect([runAsNonRoot, runAsUser, privileged, allowPrivilegeEscalation]).toEqual(expected);
  });

  test('say why two probes ask one question, where only one is known', () => {
    const health = { ...ordersService.health, live: '/up', ready: '/up', startup: '/up' };
    expect(texts(ordersWith({ health })).get('deployment.yaml')).toContain(
      '    # Only one question is known that tells whether it is well, so both probes ask it.\n' +
        '    kube-score/ignore: deployment-targeted-by-hpa-does-not-have-replicas-configured,pod-probes-identical\n',
    );
  });

  test('silence scanners only about what the document asks for', () => {
    const ignored = (project: Project) => {
      const annotations = Object.entries(read(project, 'deployment.yaml').metadata.annotations);
      return annotations.map(([, text]) => String(text).split('=')[0]);
    };
    const hpa = 'deployment-targeted-by-hpa-does-not-have-replicas-configured';
    expect(ignored(ordersWith({}))).toEqual([hpa, 'CKV_K8S_43', 'CKV_K8S_35']);
    expect(ignored(changed({ user: '1000', readOnlyRoot: false }))).toEqual([
      `${hpa},container-security-context-user-group-id,container-security-context-readonlyrootfilesystem`,
      'CKV_K8S_43',
      'CKV_K8S_35',
      'CKV_K8S_40',
      'CKV_K8S_22',
    ]);
  });
});

describe('labels and annotations of the documents', () => {
  test('stand on workload and pods where Kubernetes accepts them and they are not ours', () => {
    const { metadata, spec } = read(alone(shopService), 'deployment.yaml');
    const ours = {
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/version': '1.0.0',
      'app.kubernetes.io/managed-by': 'devops-flow',
    };
    const theirs = { team: 'sales', 'example.com/tier': 'front' };
    expect(metadata.labels).toEqual({ ...ours, ...theirs });
    expect(spec.template.metadata.labels).toEqual({ ...ours, slot: 'blue', ...theirs });
    expect(spec.template.metadata.annotations['example.com/owner']).toBe('sales@example.com, on call');
  });

  test('cannot reach a prototype', () => {
    const labels = [
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'y' },
    ];
    expect(read(ordersWith({ labels }), 'deployment.yaml').metadata.labels.constructor).toBe('y');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('several ports', () => {
  test('have a name and a protocol each, in Service, container and policy', () => {
    expect(read(alone(shopService), 'service.yaml').spec.ports).toEqual([
      { name: 'web', port: 80, targetPort: 'web', protocol: 'TCP' },
      { name: 'metrics', port: 9100, targetPort: 'metrics', protocol: 'TCP' },
      { name: 'discovery', port: 5353, targetPort: 'discovery', protocol: 'UDP' },
    ]);
    expect(own(shopService).ports).toEqual([
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
    const { startupProbe, readinessProbe, livenessProbe } = own(shopService);
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
    all(alone(shopService), 'pvc.yaml').map(({ metadata, spec }) => [metadata.name, spec.resources]),
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
