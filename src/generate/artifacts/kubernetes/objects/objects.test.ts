import { describe, expect, test } from 'vitest';
import {
  ledger,
  ledgerService,
  nightly,
  nightlyService,
  web,
  webService,
} from '../../../../../test/fixtures/cluster.ts';
import { ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { alone } from '../../../../../test/fixtures/shop.ts';
import type { Project } from '../../../../model/service.ts';
import { objectsIn, read } from '../testing/read.ts';

describe('a service whose instances have volumes of their own', () => {
  const { spec } = read(ledger, 'statefulset.yaml');

  test('is a StatefulSet, and nothing is a Deployment', () => {
    expect(read(ledger, 'deployment.yaml')).toBeUndefined();
    expect(spec).toMatchObject({
      replicas: 4,
      serviceName: 'ledger-pods',
      podManagementPolicy: 'Parallel',
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    });
    expect(read(ledger, 'hpa.yaml').spec.scaleTargetRef).toEqual({
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: 'ledger',
    });
  });

  test('has a claim for each instance beside the one that all share', () => {
    expect(spec.volumeClaimTemplates).toEqual([
      {
        metadata: { name: 'volume-data', labels: { 'app.kubernetes.io/name': 'ledger' } },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      },
    ]);
    expect(
      objectsIn(ledger, 'pvc.yaml').map(({ metadata, spec: claim }) => [metadata.name, claim.accessModes]),
    ).toEqual([['ledger-archive', ['ReadWriteMany']]]);
    const pod = spec.template.spec;
    expect(pod.volumes.map(({ name }: { name: string }) => name)).not.toContain('volume-data');
    expect(pod.containers[0].volumeMounts.slice(0, 2)).toEqual([
      { name: 'volume-data', mountPath: '/data' },
      { name: 'volume-archive', mountPath: '/archive' },
    ]);
  });

  test('can be changed to another version: nothing of it stands where a StatefulSet may not change', () => {
    const next = read(alone({ ...ledgerService, version: '2.0.0' }), 'statefulset.yaml').spec;
    expect(next.volumeClaimTemplates).toEqual(spec.volumeClaimTemplates);
    expect(next.selector).toEqual(spec.selector);
  });

  test('has a name in DNS for each of its pods, ready or not', () => {
    expect(read(ledger, 'headless.yaml')).toMatchObject({
      metadata: { name: 'ledger-pods' },
      spec: { clusterIP: 'None', publishNotReadyAddresses: true, ports: [{ name: 'http', port: 8080 }] },
    });
  });
});

describe('a job with a schedule', () => {
  test('is a CronJob', () => {
    expect(read(nightly, 'job.yaml')).toBeUndefined();
    const { spec } = read(nightly, 'cronjob.yaml');
    expect(spec).toMatchObject({
      schedule: '30 3 * * MON-FRI',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 5,
      jobTemplate: { spec: { backoffLimit: 3, template: { spec: { restartPolicy: 'OnFailure' } } } },
    });
    expect(spec.jobTemplate.spec.ttlSecondsAfterFinished).toBeUndefined();
  });
});

test('the autoscaler looks at memory and at numbers of others too', () => {
  expect(read(ledger, 'hpa.yaml').spec.metrics.slice(1)).toEqual([
    {
      type: 'Resource',
      resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } },
    },
    {
      type: 'Pods',
      pods: {
        metric: { name: 'http_requests_per_second' },
        target: { type: 'AverageValue', averageValue: '100' },
      },
    },
    {
      type: 'External',
      external: {
        metric: { name: 'queue_depth', selector: { matchLabels: { queue: 'orders' } } },
        target: { type: 'AverageValue', averageValue: '30' },
      },
    },
  ]);
});

describe('requests from outside', () => {
  test('come through a Gateway by an HTTPRoute, and no Ingress stands beside it', () => {
    expect(read(web, 'ingress.yaml')).toBeUndefined();
    expect(read(web, 'httproute.yaml')).toMatchObject({
      apiVersion: 'gateway.networking.k8s.io/v1',
      spec: {
        parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
        hostnames: ['production.example.com'],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/shop' } }],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      },
    });
  });

  test('come through the class of Ingress that the documents name', () => {
    const routing = { via: 'ingress', className: 'traefik', path: '/' } as const;
    const project = alone({ ...webService, routing });
    expect(read(project, 'httproute.yaml')).toBeUndefined();
    expect(read(project, 'ingress.yaml').spec.ingressClassName).toBe('traefik');
    expect(read(project, 'networkpolicy.yaml').spec.ingress[0].from).toEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } },
    ]);
  });
});

describe('the quota of a namespace', () => {
  const hard = (project: Project) => read(project, 'quota.yaml').spec.hard;

  test('has room for all instances, their blue-green copy, those that still leave, the surge, and two guests', () => {
    // 10 instances of 250m and 128Mi that may take 500m and 256Mi: 3 x 10 + 3.
    expect(hard(ordersWith({}))).toEqual({
      pods: '35',
      'requests.cpu': '8350m',
      'requests.memory': '4352Mi',
      'limits.cpu': '17',
      'limits.memory': '8960Mi',
      persistentvolumeclaims: '1',
      'requests.storage': '1Gi',
    });
  });

  test('counts a claim for each instance where they have their own, and no second copy', () => {
    expect(hard(ledger)).toMatchObject({
      pods: '8',
      persistentvolumeclaims: '7',
      'requests.storage': '110Gi',
    });
  });

  test('has room for a run and the one that takes its place, or for many where runs may overlap', () => {
    const { schedule } = nightlyService;
    if (!schedule) throw new Error('the fixture has no schedule');
    expect(hard(nightly).pods).toBe('4');
    expect(hard(alone({ ...nightlyService, schedule: { ...schedule, overlap: 'allow' } })).pods).toBe('12');
  });

  test('goes with the replicas that an environment is promised, where they are more than scaling allows', () => {
    const environments = ordersService.environments.map(environment => ({ ...environment, replicas: 20 }));
    expect(hard(ordersWith({ environments })).pods).toBe('67');
  });
});

describe('priority', () => {
  test('is a class of its own, or one that the cluster has', () => {
    expect(read(ledger, 'priorityclass.yaml')).toMatchObject({ metadata: { name: 'ledger' }, value: 1000 });
    expect(read(ledger, 'statefulset.yaml').spec.template.spec.priorityClassName).toBe('ledger');
    const named = alone({ ...ledgerService, priority: { className: 'business-critical' } });
    expect(read(named, 'priorityclass.yaml')).toBeUndefined();
    expect(read(named, 'statefulset.yaml').spec.template.spec.priorityClassName).toBe('business-critical');
  });
});

describe('what a service may ask of the Kubernetes API', () => {
  test('is a Role of what the documents say, and nothing without them', () => {
    expect(objectsIn(ordersWith({}), 'rbac.yaml')).toEqual([]);
    const [role, binding] = objectsIn(ledger, 'rbac.yaml');
    expect(role.rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: ['leader'],
        verbs: ['get', 'update'],
      },
    ]);
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'ledger', namespace: 'ledger' }]);
  });

  test('needs a token, which its own container has and no sidecar', () => {
    const sidecars = nightlyService.sidecars;
    const pod = read(alone({ ...ledgerService, sidecars }), 'statefulset.yaml').spec.template.spec;
    expect(pod.automountServiceAccountToken).toBe(false);
    const mounting = [...pod.containers, ...(pod.initContainers ?? [])]
      .filter(({ volumeMounts }) =>
        volumeMounts.some(({ name }: { name: string }) => name === 'kubernetes-api'),
      )
      .map(({ name }) => name);
    expect(mounting).toEqual(['ledger']);
  });

  test('leaves by the ports of the API server', () => {
    expect(read(ledger, 'networkpolicy.yaml').spec.egress.at(-1)).toEqual({
      ports: [
        { protocol: 'TCP', port: 443 },
        { protocol: 'TCP', port: 6443 },
      ],
    });
  });
});

describe('whoever deploys', () => {
  const rules = (project: Project) =>
    (objectsIn(project, 'deployer.yaml')[1].rules as { resources: string[]; verbs: string[] }[]).flatMap(
      ({ resources, verbs }) => resources.map(kind => `${kind}: ${verbs.join(' ')}`),
    );

  test('may do what the scripts do, and not more', () => {
    const security = ordersService.security.filter(({ name }) => name !== 'TLS/SSL');
    expect(rules(ordersWith({ security, volumes: [] }))).toEqual([
      'configmaps: get create patch',
      'limitranges: get create patch',
      'resourcequotas: get create patch',
      'serviceaccounts: get create patch',
      'services: get create patch',
      'namespaces: get',
      'pods: get list delete',
      'pods/portforward: create',
      'deployments: get create patch list watch delete',
      'deployments/scale: get patch',
      'replicasets: list',
      'horizontalpodautoscalers: get create patch',
      'externalsecrets: get create patch',
      'networkpolicies: get create patch',
      'poddisruptionbudgets: get create patch',
    ]);
  });

  test('may change no roles, no secrets and nothing of the cluster', () => {
    for (const project of [ledger, nightly, web, ordersWith({})])
      expect(
        rules(project).filter(rule =>
          /role|^secrets|priorityclass|namespaces: .*(?:patch|create)/.test(rule),
        ),
      ).toEqual([]);
  });

  test('may do the same in all environments: that one of them has no host changes no role', () => {
    expect(rules(web)).toContain('httproutes: get create patch');
    expect(rules(web)).not.toContain('ingresses: get create patch');
  });
});
