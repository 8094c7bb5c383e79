import { describe, expect, test } from 'vitest';
import { emitted, replaced } from '../../../test/fixtures/checked.ts';
import { ordersProject, ordersWith } from '../../../test/fixtures/orders.ts';
import type { Language } from '../../model/service.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { placeOf } from '../artifacts/shared/folders.ts';
import { checkArtifacts } from './index.ts';

const good = emitted(ordersProject);

/** The good files with one text of one file replaced. */
const broken = (place: string, text: string, by: string) => replaced(good, place, text, by);

/** Ids and places of what is found. */
function found(artifacts: readonly Artifact[]): string[] {
  return checkArtifacts(ordersProject, artifacts).map(({ id, artifact }) => `${id} ${artifact ?? ''}`.trim());
}

describe('freshly emitted files', () => {
  test('have no findings', () => {
    expect(checkArtifacts(ordersProject, good)).toEqual([]);
  });

  test.each<[Language, string]>([
    ['node', '22'],
    ['python', '3.12'],
    ['go', '1.26'],
    ['java', '21'],
    ['ruby', '3.4'],
    ['php', '8.4'],
    ['rust', '1.98'],
    ['static', '1'],
  ])('have none in %s either', (language, languageVersion) => {
    const project = ordersWith({ language, languageVersion });
    expect(checkArtifacts(project, emitted(project))).toEqual([]);
  });

  test('say when an image has no exact tag', () => {
    const project = ordersWith({ languageVersion: '21' });
    const problems = checkArtifacts(project, emitted(project, ['docker']));
    expect(problems.map(({ id, detail }) => [id, detail])).toEqual([
      ['image-tag-moves', ['2 | FROM node:21 AS build']],
      ['image-tag-moves', ['9 | FROM node:21-slim']],
    ]);
    expect(new Set(problems.map(({ fix }) => fix))).toEqual(
      new Set(['name a version with long-term support in the document, or pin the image by digest']),
    );
  });

  test('say so of a Dockerfile of the team too, whose base image no document names', () => {
    const theirs = broken('Dockerfile', 'node:22.23.2-trixie AS', 'node:22 AS').map(artifact =>
      artifact.kind === 'dockerfile' ? { ...artifact, ownership: 'yours' as const } : artifact,
    );
    expect(checkArtifacts(ordersProject, theirs).map(({ id, fix }) => [id, fix])).toEqual([
      ['image-tag-moves', 'name an exact tag, with the number of its patch, or a digest in this FROM line'],
    ]);
  });
});

const image = 'registry.example.com/orders:1.0.0';
const checkout = 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1';

test.each(['Dockerfile', 'k8s/deployment.yaml', '.github/workflows/delivery.yml', 'scripts/deploy.sh'])(
  'the markers of a conflict that git left in %s are the one thing that is found, with their line',
  place => {
    const files = good.map(artifact => {
      const lines = artifact.content.split('\n');
      const sides = ['<<<<<<< HEAD', lines[4] ?? '', '=======', '  theirs', '>>>>>>> feature'];
      return placeOf(artifact) === place
        ? { ...artifact, content: [...lines.slice(0, 4), ...sides, ...lines.slice(5)].join('\n') }
        : artifact;
    });
    expect(checkArtifacts(ordersProject, files)).toMatchObject([
      { id: 'file-conflicted', artifact: place, detail: ['5 | <<<<<<< HEAD'] },
    ]);
  },
);

describe('one broken line is one finding', () => {
  test.each([
    // Dockerfile
    ['Dockerfile', 'EXPOSE 8080', 'EXPOSE 8081', ['port-mismatch Dockerfile']],
    ['Dockerfile', 'ENV PORT="8080"', 'ENV PORT="80"', ['port-mismatch Dockerfile']],
    ['Dockerfile', 'USER 10001:10001', 'USER root', ['DL3002 Dockerfile']],
    ['Dockerfile', 'USER 10001:10001\n', '', ['DL3002 Dockerfile']],
    ['Dockerfile', 'USER 10001:10001', 'USER 0:0', ['DL3002 Dockerfile']],
    ['Dockerfile', 'node:22.23.2-trixie AS', 'node AS', ['DL3006 Dockerfile']],
    ['Dockerfile', 'node:22.23.2-trixie AS', 'node:latest AS', ['DL3007 Dockerfile']],
    ['Dockerfile', 'WORKDIR /app', 'WORKDIR app', ['DL3000 Dockerfile']],
    ['Dockerfile', 'CMD ["node", "server.js"]', 'CMD node server.js', ['DL3025 Dockerfile']],
    ['Dockerfile', 'COPY v1/ ./', 'ADD v1/ ./', ['DL3020 Dockerfile']],
    ['Dockerfile', 'HEALTHCHECK --interval', 'HEALTHCHECK NONE\n#', ['DS-0026 Dockerfile']],
    ['Dockerfile', 'EXPOSE 8080', 'EXPOSE 8080\nEXPOSED 1', ['artifact-unparsable Dockerfile']],
    ['Dockerfile', 'ENV NODE_ENV=', 'ENV DATABASE_URL="x"\nENV NODE_ENV=', ['secret-value Dockerfile']],
    // Kubernetes
    [
      'k8s/deployment.yaml',
      'kind: Deployment',
      'kind: "Deployment',
      ['artifact-unparsable k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      'containerPort: 8080',
      'containerPort: 8081',
      ['port-mismatch k8s/deployment.yaml'],
    ],
    ['k8s/deployment.yaml', 'port: http', 'port: 9090', ['port-mismatch k8s/deployment.yaml']],
    ['k8s/deployment.yaml', 'value: "8080"', 'value: "9090"', ['port-mismatch k8s/deployment.yaml']],
    ['k8s/deployment.yaml', image, 'registry.example.com/orders', ['CKV_K8S_14 k8s/deployment.yaml']],
    ['k8s/deployment.yaml', image, 'registry.example.com:5000/orders', ['CKV_K8S_14 k8s/deployment.yaml']],
    ['k8s/deployment.yaml', image, 'registry.example.com/orders:latest', ['CKV_K8S_14 k8s/deployment.yaml']],
    [
      'k8s/deployment.yaml',
      '            runAsNonRoot: true',
      '            runAsNonRoot: false',
      ['KSV-0012 k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      '            runAsUser: 10001',
      '            runAsUser: 0',
      ['KSV-0020 k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      'serviceAccountName: orders',
      'serviceAccountName: default',
      ['reference-missing k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      'claimName: orders-data',
      'claimName: data',
      ['reference-missing k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      'name: orders-secrets',
      'name: secrets',
      ['reference-missing k8s/deployment.yaml'],
    ],
    [
      'k8s/deployment.yaml',
      'value: /data',
      'value: /data\n            - name: DATABASE_URL\n              value: x',
      ['secret-value k8s/deployment.yaml'],
    ],
    ['k8s/service.yaml', 'targetPort: http', 'targetPort: 3000', ['port-mismatch k8s/service.yaml']],
    [
      'k8s/service.yaml',
      '  selector:\n    app.kubernetes.io/name: orders\n    slot: blue',
      '  selector:\n    app.kubernetes.io/name: orders\n    slot: green',
      ['selector-mismatch k8s/service.yaml'],
    ],
    [
      'k8s/pdb.yaml',
      'matchLabels:\n      app.kubernetes.io/name: orders',
      'matchLabels:\n      app: orders',
      ['selector-mismatch k8s/pdb.yaml'],
    ],
    [
      'k8s/networkpolicy.yaml',
      'matchLabels:\n      app.kubernetes.io/name: orders',
      'matchLabels: {}',
      ['selector-mismatch k8s/networkpolicy.yaml'],
    ],
    ['k8s/networkpolicy.yaml', 'port: 8080', 'port: 80', ['port-mismatch k8s/networkpolicy.yaml']],
    [
      'k8s/hpa.yaml',
      '    kind: Deployment\n    name: orders',
      '    kind: Deployment\n    name: order',
      ['reference-missing k8s/hpa.yaml'],
    ],
    ['k8s/hpa.yaml', '  maxReplicas: 10\n', '', ['artifact-incomplete k8s/hpa.yaml']],
    ['k8s/pdb.yaml', 'namespace: orders', 'namespace: default', ['namespace-mismatch k8s/pdb.yaml']],
    [
      'k8s/ingress.yaml',
      'service:\n                name: orders',
      'service:\n                name: shop',
      ['reference-missing k8s/ingress.yaml'],
    ],
    [
      'k8s/configmap.yaml',
      'CURRENCY: EUR',
      'CURRENCY: EUR\n  DATABASE_URL: x',
      ['secret-value k8s/configmap.yaml'],
    ],
    [
      'k8s/configmap.yaml',
      'CURRENCY: EUR',
      'CURRENCY: EUR\n  CURRENCY: USD',
      ['artifact-unparsable k8s/configmap.yaml'],
    ],
    ['k8s/configmap.yaml', 'EUR', 'postgres://orders:hunter2@db/orders', ['secret-value k8s/configmap.yaml']],
    ['k8s/configmap.yaml', 'EUR', `AKIA${'A'.repeat(16)}`, ['secret-value k8s/configmap.yaml']],
    // workflow
    [
      '.github/workflows/delivery.yml',
      checkout,
      'actions/checkout@v7',
      ['unpinned-uses .github/workflows/delivery.yml'],
    ],
    [
      '.github/workflows/delivery.yml',
      'persist-credentials: false',
      'persist-credentials: true',
      ['artipacked .github/workflows/delivery.yml'],
    ],
    [
      '.github/workflows/delivery.yml',
      'permissions: {}\n',
      '',
      ['excessive-permissions .github/workflows/delivery.yml'],
    ],
    [
      '.github/workflows/delivery.yml',
      'npm run lint --if-present',
      'echo ${{ github.head_ref }}',
      ['template-injection .github/workflows/delivery.yml'],
    ],
    [
      '.github/workflows/delivery.yml',
      '      - lint\n',
      '      - linting\n',
      ['reference-missing .github/workflows/delivery.yml'],
    ],
    [
      '.github/workflows/delivery.yml',
      '    runs-on: ubuntu-24.04\n',
      '',
      ['artifact-incomplete .github/workflows/delivery.yml'],
    ],
    // shell
    ['scripts/deploy.sh', 'set -euo pipefail\n', '', ['shell-not-strict scripts/deploy.sh']],
    ['scripts/deploy.sh', '#!/usr/bin/env bash', '#!/bin/sh', ['shell-not-strict scripts/deploy.sh']],
    [
      'scripts/deploy.sh',
      'log "deployed"',
      'export $(cat .env | xargs)',
      ['shell-env-export scripts/deploy.sh'],
    ],
  ])('%s: %j -> %j', (place, text, by, ids) => {
    expect(found(broken(place, text, by)).toSorted()).toEqual(ids.toSorted());
  });

  test('the line that is wrong is shown, but never one that holds a secret', () => {
    const port = checkArtifacts(ordersProject, broken('Dockerfile', 'EXPOSE 8080', 'EXPOSE 8081'));
    expect(port.find(({ id }) => id === 'port-mismatch')?.detail).toEqual(['22 | EXPOSE 8081']);
    const key = `AKIA${'B'.repeat(16)}`;
    const secret = checkArtifacts(ordersProject, broken('k8s/configmap.yaml', 'EUR', key));
    expect(JSON.stringify(secret)).not.toContain(key);
  });
});

test('a required variable without a value is a warning that names the ConfigMap to make', () => {
  const project = ordersWith({ variables: [{ name: 'REGION', required: true, sensitive: false }] });
  const problems = checkArtifacts(project, emitted(project, ['kubernetes']));
  expect(problems.map(({ id, severity, why }) => [id, severity, why])).toEqual([
    [
      'variable-without-value',
      'warning',
      'pods do not start before each environment has a ConfigMap "orders-environment" with the key REGION',
    ],
  ]);
});
