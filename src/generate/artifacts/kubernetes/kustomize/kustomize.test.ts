import { expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { valuesOf } from '../../../../../test/fixtures/parsed.ts';
import { shopProject } from '../../../../../test/fixtures/shop.ts';
import type { Project } from '../../../../model/service.ts';
import { folders } from '../../shared/folders.ts';
import { difference, pointer } from './difference.ts';
import { kustomize } from './index.ts';

const files = (project: Project, chosen = folders) =>
  valuesOf(kustomize.emit(project, { pipelineType: 'github-actions', folders: chosen }));

test('each environment of a cluster has an overlay; local is this machine', () => {
  expect(Object.keys(files(ordersProject))).toEqual([
    'development/kustomization.yaml',
    'staging/kustomization.yaml',
    'production/kustomization.yaml',
  ]);
});

test('production is the base as it is', () => {
  expect(files(ordersProject)['production/kustomization.yaml']).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'orders',
    resources: ['../../k8s'],
    images: [{ name: 'registry.example.com/orders', newTag: '1.0.0' }],
  });
});

const policyWithoutWayIn = `- op: replace
  path: /spec/ingress
  value:
    # whoever collects the metrics
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: monitoring
      ports:
        - protocol: TCP
          port: 8080
`;

test('another environment has a namespace of its own, its replicas and secrets, and no domain of production', () => {
  const security = [
    { name: 'TLS/SSL', requirement: '', tool: '', verification: ['Domain: orders.example.com'] },
  ];
  expect(files(ordersWith({ security }))['staging/kustomization.yaml']).toEqual({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'orders-staging',
    resources: ['../../k8s'],
    images: [{ name: 'registry.example.com/orders', newTag: '1.0.0' }],
    replicas: [{ name: 'orders', count: 2 }],
    patches: [
      {
        target: { kind: 'RoleBinding', name: 'orders-deployer' },
        patch: '- op: replace\n  path: /subjects/0/namespace\n  value: orders-staging\n',
      },
      {
        target: { kind: 'ExternalSecret', name: 'orders-secrets' },
        patch: '- op: replace\n  path: /spec/data/0/remoteRef/key\n  value: orders-staging\n',
      },
      {
        target: { kind: 'HorizontalPodAutoscaler', name: 'orders' },
        patch: '- op: replace\n  path: /spec/minReplicas\n  value: 2\n',
      },
      {
        target: { kind: 'Ingress', name: 'orders' },
        patch: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: orders\n$patch: delete\n',
      },
      { target: { kind: 'NetworkPolicy', name: 'orders' }, patch: policyWithoutWayIn },
    ],
  });
});

test('what only another environment has stands beside its overlay', () => {
  const environments = ordersService.environments.map(each =>
    each.name === 'staging' ? { ...each, host: 'staging.example.com' } : each,
  );
  const all = files(ordersWith({ environments, security: [] }));
  expect(Object.keys(all)).toContain('staging/ingress.yaml');
  const { resources } = all['staging/kustomization.yaml'] as { resources: unknown };
  expect(resources).toEqual(['../../k8s', 'ingress.yaml']);
});

test('an image with a digest is pinned by it, and keeps its tag', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const image = { repository: 'registry.example.com/orders', tag: '1.0.0', digest, built: false };
  const { images } = files(ordersWith({ image }))['staging/kustomization.yaml'] as { images: unknown };
  expect(images).toEqual([{ name: 'registry.example.com/orders', newTag: '1.0.0', digest }]);
});

test('the base is found from wherever the two families are generated to', () => {
  const resources = (project: Project, kustomizeFolder: string, kubernetes: string) =>
    Object.values(files(project, { ...folders, kustomize: kustomizeFolder, kubernetes })).map(
      file => (file as { resources: unknown }).resources,
    )[0];
  expect(resources(ordersProject, 'deploy/overlays', 'deploy/base')).toEqual(['../../base']);
  expect(resources(ordersProject, '.', 'k8s')).toEqual(['../k8s']);
  expect(resources(shopProject, 'kustomize', 'k8s')).toEqual(['../../../k8s/shop']);
});

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1 }, { a: 2 }, [{ op: 'replace', path: ['a'], value: 2 }]],
  [{ a: 1, b: 2 }, { a: 1 }, [{ op: 'remove', path: ['b'] }]],
  [{ a: 1 }, { a: 1, b: 2 }, [{ op: 'add', path: ['b'], value: 2 }]],
  [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, [{ op: 'replace', path: ['a', '0', 'b'], value: 2 }]],
  [{ a: [1] }, { a: [1, 2] }, [{ op: 'replace', path: ['a'], value: [1, 2] }]],
])('what turns %j into %j', (from, to, operations) => {
  expect(difference(from, to)).toEqual(operations);
});

test('a pointer escapes what divides its parts', () => {
  expect(pointer(['metadata', 'annotations', 'a/b~c'])).toBe('/metadata/annotations/a~1b~0c');
});
