import { describe, expect, test } from 'vitest';
import { parseDocument, type ScalarTag } from 'yaml';
import { onMachines, ordersService } from '../../../../test/fixtures/orders.ts';
import type { PlaybookRequirement } from '../../../model/requirements.ts';
import type { Project, Service } from '../../../model/service.ts';
import { emit } from '../index.ts';

const machines = (changes: Partial<Service>): Project => ({
  ...onMachines,
  services: [{ ...ordersService, ...changes }],
});

const filesOf = (project: Project) =>
  new Map(emit(project, ['ansible'], {}).map(({ path, content }) => [path, content]));

const topOf = (project: Project) =>
  [...filesOf(project).keys()].filter(path => /^[^/]+\.yml$/.test(path) && path !== 'requirements.yml');

const playbook = (name: string): PlaybookRequirement => ({
  name,
  purpose: 'As the team says',
  target: 'EC2 hosts',
  variables: ['App version'],
  tags: ['one', 'two'],
});

/** Ansible's tag for a text that is no template. */
const unsafe: ScalarTag = { tag: '!unsafe', resolve: text => ({ unsafe: text }) };
const read = (text: string | undefined) =>
  parseDocument(text ?? '', { customTags: [unsafe] }).toJS() as Record<string, unknown>;

describe('the playbooks', () => {
  const all = ['backup_restore.yml', 'configure_instances.yml', 'configure_security.yml', 'deploy_app.yml'];

  test.each<[string, Project, readonly string[]]>([
    ['all of them where the documents name none and machines run the service', onMachines, all],
    [
      'those that the documents name, by their names',
      machines({ playbooks: [playbook('deploy_shop.yml'), playbook('server_hardening.yml')] }),
      ['deploy_shop.yml', 'server_hardening.yml'],
    ],
    [
      'no file of a name that is none of a file',
      machines({ playbooks: [playbook('../deploy.yml')] }),
      ['deploy_app.yml'],
    ],
    ['none where no machine runs the service', { ...onMachines, resources: [] }, []],
    [
      'none for an image that others build',
      machines({ image: { ...ordersService.image, built: false } }),
      [],
    ],
    ['none for a job', machines({ kind: 'job' }), []],
    [
      'no backup where no database is known',
      { ...onMachines, resources: onMachines.resources.filter(({ kind }) => kind !== 'database') },
      all.filter(name => name !== 'backup_restore.yml'),
    ],
  ])('are %s', (_, project, names) => {
    expect(topOf(project)).toEqual(names);
  });

  test('have the purpose, the variables and the tags of the documents', () => {
    const text = filesOf(machines({ playbooks: [playbook('deploy_app.yml')] })).get('deploy_app.yml');
    expect(text?.split('\n').slice(1, 4)).toEqual([
      '# As the team says',
      '# Target: EC2 hosts',
      '# Variables: App version',
    ]);
    const plays = read(text) as unknown as readonly { readonly tags: readonly string[] }[];
    expect(plays.map(({ tags }) => tags)).toEqual(plays.map(() => ['one', 'two']));
  });

  test('need no balancer for a worker', () => {
    const { port: _port, ...worker } = { ...ordersService, kind: 'worker' as const };
    const files = filesOf({ ...onMachines, services: [worker] });
    expect([...files.keys()].filter(path => path.startsWith('roles/balancer'))).toEqual([]);
    expect(files.get('configure_instances.yml')).not.toContain('balancer');
    expect(files.get('inventories/staging/hosts.yml')).not.toContain('balancer');
  });
});

test('every role that a playbook names is there', () => {
  const files = filesOf(onMachines);
  const named = [...files].flatMap(([path, text]) =>
    /^[^/]+\.yml$/.test(path)
      ? [...text.matchAll(/role: (\w+)|name: (service)$/gm)].map(m => m[1] ?? m[2])
      : [],
  );
  const there = new Set([...files.keys()].map(path => /^roles\/(\w+)\//.exec(path)?.[1]));
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(role => !there.has(role))).toEqual([]);
});

test('a secret is a name in the vault, and has to be given', () => {
  const variables = read(filesOf(onMachines).get('vars/service.yml'));
  expect(variables['service_secrets']).toEqual({ DATABASE_URL: '{{ vault_database_url }}' });
  expect(variables['service_given']).toEqual(['vault_database_url']);
  expect(variables['service_variables']).toEqual({
    PORT: '8080',
    DATA_DIR: '/data',
    LOG_LEVEL: 'info',
    CURRENCY: 'EUR',
  });
});

test('a text of the documents that looks like a template is a text to Ansible', () => {
  const template = '{{ lookup("pipe", "id") }} {% if a %} {# b #}\n: "x"';
  const project = machines({
    version: template,
    command: ['node', template],
    variables: [{ name: 'GREETING', required: false, sensitive: false, default: template }],
  });
  const variables = read(filesOf(project).get('vars/service.yml'));
  expect(variables).toMatchObject({
    service_version: { unsafe: template },
    service_command: ['node', { unsafe: template }],
    service_variables: { GREETING: { unsafe: template } },
  });
});

test('the hosts of an environment are as many as its replicas, and the team may name others', () => {
  const hosts = emit(onMachines, ['ansible'], {}).find(
    ({ path }) => path === 'inventories/production/hosts.yml',
  );
  expect(hosts?.ownership).toBe('once');
  expect(read(hosts?.content)).toEqual({
    all: {
      vars: { target_env: 'production' },
      children: {
        app: { hosts: Object.fromEntries([1, 2, 3, 4].map(n => [`orders-production-${n}`, {}])) },
        balancer: { hosts: { 'orders-production-balancer': {} } },
        database: { hosts: { 'orders-production-database': {} } },
      },
    },
  });
});

test('machines of Amazon are found by their tags, in the regions of the environment', () => {
  const found = read(filesOf(onMachines).get('inventories/production.aws_ec2.yml'));
  expect(found).toMatchObject({
    regions: ['us-east-1'],
    filters: { 'tag:Service': 'orders', 'tag:Environment': 'production' },
    compose: { target_env: "'production'" },
  });
});

test.each([
  ['aws' as const, 'inventories/production.aws_ec2.yml', 'amazon.aws'],
  ['gcp' as const, 'inventories/production.gcp_compute.yml', 'google.cloud'],
  ['azure' as const, 'inventories/production.azure_rm.yml', 'azure.azcollection'],
])('machines of %s are found by its own plugin', (provider, path, collection) => {
  const files = filesOf(machines({ cloud: { provider } }));
  expect(files.get(path)).toContain(`plugin: ${collection}.`);
  expect(read(files.get('requirements.yml'))).toMatchObject({ collections: [{ name: collection }] });
  const others = [...files.keys()].filter(other => /^inventories\/production\.\w+\.yml$/.test(other));
  expect(others).toEqual([path]);
});
