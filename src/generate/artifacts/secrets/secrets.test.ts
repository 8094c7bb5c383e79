import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import { at } from '../../../../test/fixtures/parsed.ts';
import { alone, shopService } from '../../../../test/fixtures/shop.ts';
import type { Project, Service } from '../../../model/service.ts';
import { checkArtifacts } from '../../checks/index.ts';
import { kubernetes } from '../kubernetes/index.ts';
import { secrets } from './index.ts';

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(secrets.emit(project, {}).map(({ path, content }) => [path, content]));
const file = (project: Project, path: string): string => filesOf(project).get(path) ?? '';

/** The service of the shop, whose database gives it something, with its secrets kept by a product. */
const keptIn = (tool: string, ...verification: string[]): Project => {
  const said = { name: 'secrets', requirement: 'kept in a store', tool, verification };
  return alone({ ...shopService, security: [said] });
};

const provider = (project: Project, path = 'external-secrets/staging.yaml') => {
  const store = secrets
    .emit(project, {})
    .filter(artifact => artifact.path === path)
    .map(artifact => artifact.content.slice(artifact.content.indexOf('kind: SecretStore')));
  return store.join('').replace(/^[\s\S]*provider:\n/, '');
};

test('nothing is made where nothing is secret and no document speaks of secrets', () => {
  expect([...filesOf(ordersWith({ variables: [], security: [] })).keys()]).toEqual([]);
});

test('each environment has a store, a policy and the names of its values', () => {
  expect([...filesOf(ordersProject).keys()]).toEqual([
    '.sops.yaml',
    'sops/development.yaml',
    'sops/staging.yaml',
    'sops/production.yaml',
    'README.md',
    'aws/development.json',
    'aws/staging.json',
    'aws/production.json',
    'external-secrets/development.yaml',
    'external-secrets/staging.yaml',
    'external-secrets/production.yaml',
    'secrets.sh',
  ]);
});

describe('the store', () => {
  test.each([
    ['AWS Secrets Manager', 'aws:\n      service: SecretsManager'],
    ['HashiCorp Vault', 'vault:\n      server: https://vault.vault.svc:8200'],
    ['Google Secret Manager', 'gcpsm:\n      auth:\n        workloadIdentity:'],
    [
      'Azure Key Vault',
      'azurekv:\n      authType: WorkloadIdentity\n      vaultUrl: https://shop.vault.azure.net',
    ],
  ])('of "%s" is read by the account of its namespace', (tool, words) => {
    const shown = provider(keptIn(tool));
    expect(shown).toContain(words);
    expect(shown).toMatch(/serviceAccountRef:\n +name: shop-secrets-reader/);
  });

  test('is called by the manifests as it is called here', () => {
    const external = kubernetes.emit(ordersProject, {}).find(({ path }) => path === 'externalsecret.yaml');
    expect(external?.content).toContain('kind: SecretStore\n    name: aws-secrets-manager');
    expect(file(ordersProject, 'external-secrets/production.yaml')).toContain('name: aws-secrets-manager');
  });

  test('is where the document says', () => {
    const said = ['Server: https://vault.example.com:8200', 'path: kv/data/team/shop'];
    expect(provider(keptIn('Vault', ...said))).toContain(
      'server: https://vault.example.com:8200\n      path: kv',
    );
    expect(provider(keptIn('Google Secret Manager', 'Project: shop-live'))).toContain('projectID: shop-live');
    expect(provider(keptIn('Azure Key Vault', 'Server: javascript:alert'))).toContain(
      'https://shop.vault.azure.net',
    );
  });
});

describe('access', () => {
  test('to AWS is for the very names of one environment', () => {
    const policy: unknown = JSON.parse(
      file(keptIn('AWS Secrets Manager', 'path: /shop/prod'), 'aws/staging.json'),
    );
    expect(at(policy, 'Statement', 0, 'Action')).toEqual([
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
    ]);
    expect(at(policy, 'Statement', 0, 'Resource')).toEqual([
      'arn:aws:secretsmanager:us-east-1:*:secret:/shop/prod-staging-??????',
      'arn:aws:secretsmanager:us-east-1:*:secret:/shop/prod-staging/db-??????',
    ]);
  });

  test('to Vault is reading for the service, and writing without reading for whoever puts values', () => {
    const project = keptIn('Vault', 'path: /secret/shop');
    const rules = (path: string) => file(project, path).split('\n').slice(3);
    expect(rules('vault/production-read.hcl')).toEqual([
      'path "secret/data/shop" {',
      '  capabilities = ["read"]',
      '}',
      '',
      'path "secret/data/shop/db" {',
      '  capabilities = ["read"]',
      '}',
      '',
    ]);
    expect(file(project, 'vault/production-write.hcl')).not.toMatch(
      /\/data\/\S+ \{\s+capabilities = \[[^\]]*read/,
    );
  });

  test('names hold nothing that a policy or a shell would read as its own', () => {
    const hostile = 'path: x"}\npath "*" { capabilities = ["sudo"] }$(touch y)';
    expect(file(keptIn('Vault', hostile), 'vault/production-read.hcl').split('\n')[3]).toBe(
      'path "secret/data/x---path-------capabilities-----sudo------touch-y-" {',
    );
  });
});

describe('SOPS', () => {
  test('lists the fields of each secret, and no value', () => {
    const project = keptIn('Vault');
    expect(file(project, 'sops/staging.yaml').split('\n').slice(1)).toEqual([
      'STRIPE_KEY: ""',
      'proxy_TOKEN: ""',
      'tls-key: ""',
      '',
    ]);
    expect(file(project, 'sops/staging-db.yaml')).toContain('username: ""\npassword: ""\nhost: ""\n');
  });

  test('has a rule for the files of each environment, with the recipients of the documents', () => {
    const key = `age1${'q'.repeat(58)}`;
    const rules = (...said: string[]) => parse(file(keptIn('Vault', ...said), '.sops.yaml')) as unknown;
    const rule = at(rules(`Recipients: ${key}`), 'creation_rules', 1);
    expect(rule).toEqual({ path_regex: '^sops/staging(-[a-z0-9-]+)?[.]enc[.]yaml$', age: key });
    expect(at(rules(), 'creation_rules', 1, 'age')).toBeUndefined();
  });

  test('makes the Secret of the pods itself where it is the store', () => {
    const project = keptIn('SOPS with age');
    const paths = [...filesOf(project).keys()];
    expect(paths.filter(path => /external|secrets\.sh|aws|vault/.test(path))).toEqual([]);
    expect(file(project, 'sops/staging.yaml')).toContain(
      'stringData:\n  STRIPE_KEY: ""\n  proxy_TOKEN: ""\n  tls-key: ""\n  DATABASE_URL: ""\n  file-db.conf: ""\n',
    );
    const manifests = kubernetes.emit(project, {});
    expect(manifests.map(({ path }) => path)).not.toContain('externalsecret.yaml');
    expect(checkArtifacts(project, manifests).filter(({ id }) => id === 'reference-missing')).toEqual([]);
  });
});

test.each([
  ['Rotated: every 30 days', '30'],
  ['Rotated: every 2 weeks', '14'],
  ['Rotated: now and then', '0'],
])('"%s" is a rotation of %s days', (said, days) => {
  expect(file(keptIn('Vault', said), 'secrets.sh')).toContain(`readonly ROTATE_DAYS=${days}\n`);
});

test('services of one project keep what is theirs in folders of their own', () => {
  const named = (name: string): Service => ({ ...shopService, name });
  const project = { ...alone(shopService), services: [named('a'), named('b')] };
  expect([...filesOf(project).keys()].filter(path => path.endsWith('secrets.sh'))).toEqual([
    'a/secrets.sh',
    'b/secrets.sh',
  ]);
});
