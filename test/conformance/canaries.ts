import type { ScannedFile } from '../../src/generate/checks/tools/scan.ts';

interface Canary extends ScannedFile {
  readonly content: string;
  /** All that read the kind, when not given. */
  readonly tools?: readonly string[];
}

const workflow = `on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo \${{ github.event.pull_request.title }}
`;

const misspelt = `on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - rn: typo
`;

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: a
spec:
  containers:
  - {name: a, image: "nginx:latest", privleged: true }
`;

const pipelines: readonly Canary[] = [
  {
    path: 'compose.yaml',
    kind: 'compose',
    content: 'services:\n  a:\n      imge: nginx\n',
  },
  {
    path: '.gitlab-ci.yml',
    kind: 'gitlab-ci',
    content: 'a:\n  stage: [b]\n  scrpt: [\'curl "$CI_API_V4_URL"\']\n',
  },
  {
    path: '.circleci/config.yml',
    kind: 'circleci',
    content: 'version: 2.1\njobs:\n  a:\n    docker:\n      - image: node:latest\n    steps: 7\n',
  },
  {
    path: 'azure-pipelines.yml',
    kind: 'azure-pipelines',
    content: 'jobs:\n  - job: a\n    container: node:latest\n    stps: []\n',
  },
];

/** A file of each kind with faults that every tool for it knows: a tool that is silent here reads nothing. */
export const canaries: readonly Canary[] = [
  ...pipelines,
  {
    path: 'Dockerfile',
    kind: 'dockerfile',
    content: 'FROM debian:latest\nRUN cd /tmp && apt-get install curl\n',
  },
  { path: 'k8s/pod.yaml', kind: 'kubernetes', content: pod },
  {
    path: 'ansible/play.yml',
    kind: 'ansible',
    content: '- hosts: all\n  tasks:\n    - shell: echo a | cat\n      ignore_errors: yes\n',
  },
  { path: 'kustomize/a/kustomization.yaml', kind: 'kustomization', content: 'resources: [../gone]\n' },
  { path: 'helm/c/Chart.yaml', kind: 'yaml', content: 'apiVersion: v2\nname: c\nversion: 0.1.0\n' },
  {
    path: 'helm/c/templates/a.yaml',
    kind: 'helm-template',
    content: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Values.no.such }}}\n',
  },
  { path: '.github/workflows/a.yml', kind: 'github-workflow', content: workflow },
  {
    path: '.github/workflows/b.yml',
    kind: 'github-workflow',
    content: misspelt,
    // Others refuse to look further when a workflow is none.
    tools: ['check-jsonschema github-workflows', 'actionlint'],
  },
  {
    path: 'infrastructure/main.tf',
    kind: 'hcl',
    content: 'variable "unused" {}\nresource "aws_s3_bucket" "a" {\n  bucket = "a"\n}\n',
  },
  {
    path: 'cloudformation/a.yaml',
    kind: 'cloudformation',
    content: 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: {Type: "AWS::S3::Bucket"}\n',
  },
  {
    path: 'arm/a.json',
    kind: 'arm',
    content: JSON.stringify({
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      resources: [
        {
          type: 'Microsoft.Storage/storageAccounts',
          apiVersion: '2023-05-01',
          name: 'a',
          properties: { supportsHttpsTrafficOnly: false },
        },
      ],
    }),
  },
  { path: 'scripts/a.sh', kind: 'shell', content: '#!/bin/bash\nif true; then\n      rm -rf $1/*\nfi\n' },
  { path: 'tests/a.mjs', kind: 'javascript', content: 'const a = ;\n' },
  { path: 'tests/a.py', kind: 'python', content: 'def a(:\n' },
  { path: 'tests/a_test.go', kind: 'go', content: 'package a\nvar  b = 1\n' },
  {
    path: 'policies/rego/a_test.rego',
    kind: 'rego',
    content: 'package a_test\n\ntest_a if {\n\tunused := 1\n\t1 == 2\n}\n',
    tools: ['opa check'],
  },
  {
    path: 'policies/rego/b_test.rego',
    kind: 'rego',
    content: 'package b_test\n\ntest_b if 1 == 2\n',
    tools: ['opa test'],
  },
  {
    path: 'config/keys.txt',
    kind: 'markdown',
    // Taken apart, so that no scanner of this repository finds it.
    content: `token = "${['ghp', '_', 'x7Kq2mPz9LwR4tYvB8nC1dF6gH3jS5aE0uQo'].join('')}"\n`,
  },
];
