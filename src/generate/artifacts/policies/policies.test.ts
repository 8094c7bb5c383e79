import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import { at } from '../../../../test/fixtures/parsed.ts';
import { alone, shopProject, shopService } from '../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../model/service.ts';
import { policies } from './index.ts';

const file = (project: Project, path: string): string =>
  policies.emit(project, {}).find(artifact => artifact.path === path)?.content ?? '';

const required = (project: Project): unknown => at(JSON.parse(file(project, 'data.json')), 'requirements');

const secured = (name: string, ...verification: string[]): Project =>
  ordersWith({ security: [{ name, requirement: 'as said', tool: 'any', verification }] });

test('one set of rules is for all services of a project', () => {
  const paths = policies.emit(shopProject, {}).map(({ path }) => path);
  expect(paths.filter(path => !path.startsWith('rego/'))).toEqual([
    '.checkov.yaml',
    '.gitleaks.toml',
    '.trivyignore',
    'trivy.yaml',
    'README.md',
    'data.json',
    'kyverno/least-privilege.yaml',
    'kyverno/known-images.yaml',
    'kyverno/no-plain-secrets.yaml',
    'kyverno/closed-network.yaml',
  ]);
  const rules = paths.filter(path => path.startsWith('rego/'));
  const folders = new Set(rules.map(path => path.split('/')[1]));
  expect([...folders]).toEqual(['dockerfile', 'kubernetes', 'terraform', 'vulnerabilities']);
  for (const folder of folders)
    expect(rules.some(path => path.startsWith(`rego/${folder}/`) && path.endsWith('_test.rego'))).toBe(true);
});

test('no value of a document is in the text of a rule', () => {
  const rules = (project: Project) =>
    policies
      .emit(project, {})
      .flatMap(({ path, content, spans }) => (path.endsWith('.rego') ? [{ path, content, spans }] : []));
  expect(rules(shopProject)).toEqual(rules(ordersProject));
  expect(rules(shopProject).every(({ spans }) => spans.length === 0)).toBe(true);
});

test.each([
  ['Vulnerability thresholds: No critical/high vulnerabilities allowed', ['CRITICAL', 'HIGH']],
  ['No critical vulnerabilities', ['CRITICAL']],
  ['No medium, high or critical findings', ['CRITICAL', 'HIGH', 'MEDIUM']],
  ['Scanned: weekly', ['CRITICAL', 'HIGH']],
])('"%s" forbids %j', (said, severities) => {
  const project = secured('container-security', said);
  expect(at(required(project), 'severities')).toEqual(severities);
  expect(file(project, 'trivy.yaml')).toContain(`severity:\n  - ${severities.join('\n  - ')}\n`);
});

test('TLS and rotation are as strict as the documents', () => {
  expect(at(required(ordersWith({ security: [] })), 'tls', 'minimum')).toBe('1.2');
  expect(at(required(secured('tls-ssl', 'Protocol: TLS 1.3')), 'tls', 'minimum')).toBe('1.3');
  expect(at(required(secured('secrets', 'Rotated: every 14 days')), 'rotationDays')).toBe(14);
});

test('repositories and open variables are those of all containers', () => {
  expect(at(required(alone(shopService)), 'repositories')).toEqual([
    'registry.example.com/exporter',
    'registry.example.com/proxy',
    'registry.example.com/schema',
    'registry.example.com/shop',
  ]);
  expect(at(required(alone(shopService)), 'openVariables')).toEqual([
    'CACHE_DIR',
    'DATA_DIR',
    'LEVEL',
    'LOG_LEVEL',
    'SCRATCH_DIR',
    'SOURCES_DIR',
    'UPLOADS_DIR',
  ]);
});

test('what a document asks for is excepted, for that service', () => {
  const asked: Service = {
    ...shopService,
    container: { user: 'root', readOnlyRoot: false, addCapabilities: ['NET_ADMIN'], dropCapabilities: [] },
  };
  const data = required(alone(asked));
  expect(at(data, 'exceptions')).toEqual({ shop: ['capabilities', 'root', 'writable-root'] });
  expect(at(data, 'rootImages')).toBe(true);
  expect(at(required(ordersProject), 'exceptions')).toEqual({});
});

test('a text of a document stays a text in CEL', () => {
  const hostile = 'a"] + ["b';
  const variables = [{ name: hostile, required: false, sensitive: false, default: 'x' }];
  const policy: unknown = parse(file(ordersWith({ variables }), 'kyverno/no-plain-secrets.yaml'));
  expect(at(policy, 'spec', 'variables', 1, 'expression')).toBe(String.raw`["DATA_DIR", "a\"] + [\"b"]`);
});

test('the cluster looks at the namespaces of the project alone', () => {
  const policy = file(ordersProject, 'kyverno/closed-network.yaml');
  expect(policy).toContain(
    'values:\n            - orders-development\n            - orders-staging\n            - orders\n',
  );
});
