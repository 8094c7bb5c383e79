import { expect, test } from 'vitest';
import { patchSecrets } from './patch-secrets.ts';

const at = { file: 'devops-flow.yaml', line: 4, column: 7 };
const found = (path: string, value: unknown) =>
  patchSecrets([
    { file: { text: 'k8s/deployment.yaml', at }, operations: [{ op: 'add', path, value, at }] },
  ]).map(({ id, severity, at: place }) => `${severity} ${id} ${place?.line}`);

test.each([
  ['/data/DB_PASSWORD', 'hunter2hunter2'],
  ['/spec/containers/0/env/-', { name: 'API_KEY', value: 'abc123' }],
  ['/spec/containers/0/args', ['--verbose', 'postgres://me:s3cr3t@db/x']],
  ['/metadata/annotations', { password: 'hunter2' }],
])('a patch of %s with a secret is an error at its place: %j', (path, value) => {
  expect(found(path, value)).toEqual(['error secret-in-patch 4']);
});

test.each([
  ['/spec/replicas', 3],
  ['/metadata/labels/team', 'orders'],
  ['/spec/automountServiceAccountToken', false],
  [
    '/spec/env/-',
    { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'orders', key: 'DB_PASSWORD' } } },
  ],
  ['/spec/tls', [{ secretName: 'orders-tls' }]],
  ['/spec/imagePullSecrets', [{ name: 'registry' }]],
])('a patch of %s without one is none: %j', (path, value) => {
  expect(found(path, value)).toEqual([]);
});
