import { describe, expect, test } from 'vitest';
import { parseDocument, type ScalarTag } from 'yaml';
import { onEcs, ordersProject, ordersService } from '../../../../../test/fixtures/orders.ts';
import type { Project, Service } from '../../../../model/service.ts';
import { emit } from '../../index.ts';

const ecsWith = (changes: Partial<Service>): Project => ({
  ...onEcs,
  services: [{ ...ordersService, ...changes }],
});

const filesOf = (project: Project) =>
  new Map(emit(project, ['ansible'], {}).map(({ path, content }) => [path, content]));

/** Ansible's tag for a text that is no template. */
const unsafe: ScalarTag = { tag: '!unsafe', resolve: text => ({ unsafe: text }) };
const read = (text: string | undefined) =>
  parseDocument(text ?? '', { customTags: [unsafe] }).toJS() as Record<string, unknown>;

const playbooksOf = (project: Project) =>
  [...filesOf(project).keys()].filter(path => /^[^/]+\.yml$/.test(path) && path !== 'requirements.yml');

describe('the playbooks of a service on ECS', () => {
  const all = [
    'backup_restore.yml',
    'configure_instances.yml',
    'configure_monitoring.yml',
    'configure_security.yml',
    'deploy_app.yml',
    'provision_infra.yml',
  ];

  test.each<[string, Project, readonly string[]]>([
    ['all of them where the documents name none', onEcs, all],
    [
      'those that the documents name',
      ecsWith({
        playbooks: [{ name: 'deploy_shop.yml', purpose: 'x', target: 'y', variables: [], tags: [] }],
      }),
      ['deploy_shop.yml'],
    ],
    [
      'without a backup where there is no database',
      { ...onEcs, resources: onEcs.resources.filter(({ kind }) => kind !== 'database') },
      all.filter(name => name !== 'backup_restore.yml'),
    ],
    ['none for a job', ecsWith({ kind: 'job' }), []],
    ['none where nothing names ECS', ordersProject, []],
    [
      'all of them where an environment is on ECS',
      {
        ...ordersProject,
        services: [
          {
            ...ordersService,
            environments: ordersService.environments.map(one => ({ ...one, target: 'ecs' as const })),
          },
        ],
      },
      all,
    ],
  ])('are %s', (_, project, names) => {
    expect(playbooksOf(project)).toEqual(names);
  });

  test('find every role that they name', () => {
    const files = filesOf(onEcs);
    const named = playbooksOf(onEcs).flatMap(path =>
      [...(files.get(path) ?? '').matchAll(/(?:role|name): ([a-z]+)$/gm)].map(([, role = '']) => role),
    );
    const there = new Set([...files.keys()].map(path => /^roles\/(\w+)\//.exec(path)?.[1]));
    expect([...new Set(named)].toSorted()).toEqual(['audit', 'cloudwatch', 'ecs', 'infrastructure', 'rds']);
    expect(named.filter(role => !there.has(role))).toEqual([]);
  });
});

test('an environment has the values that Terraform gets, and a subnet for each tier and zone', () => {
  const { stack, ecs_url, ecs_read_only } = read(filesOf(onEcs).get('environments/production.yml')) as {
    readonly stack: Record<string, unknown>;
    readonly ecs_url: string;
    readonly ecs_read_only: boolean;
  };
  expect([ecs_url, ecs_read_only]).toEqual(['https://api.example.com', true]);
  expect(stack).toMatchObject({
    project: 'orders',
    environment: 'production',
    region: 'us-east-1',
    deletion_protection: true,
    databases: { database: { engine: 'postgres', engine_version: '15.3' } },
    subnets: [
      { tier: 'public', zone: 'us-east-1a', cidr: '10.0.0.0/20' },
      { tier: 'public', zone: 'us-east-1b', cidr: '10.0.16.0/20' },
      { tier: 'private', zone: 'us-east-1a', cidr: '10.0.80.0/20' },
      { tier: 'private', zone: 'us-east-1b', cidr: '10.0.96.0/20' },
      { tier: 'data', zone: 'us-east-1a', cidr: '10.0.160.0/20' },
      { tier: 'data', zone: 'us-east-1b', cidr: '10.0.176.0/20' },
    ],
  });
});

test('migrations are commands of the documents, and a text of those is no template', () => {
  const template = '{{ lookup("pipe", "id") }}';
  const project = ecsWith({
    hooks: [
      { name: 'migrate', at: 'migration', command: ['migrate', template], timeoutSeconds: 60 },
      { name: 'warm', at: 'post-deploy', command: ['warm'], timeoutSeconds: 60 },
    ],
    variables: [{ name: 'GREETING', required: false, sensitive: false, default: template }],
  });
  const files = filesOf(project);
  expect(read(files.get('vars/service.yml'))).toMatchObject({
    ecs_migrations: [{ name: 'migrate', command: ['migrate', { unsafe: template }], timeout: 60 }],
  });
  expect(read(files.get('environments/staging.yml'))).toMatchObject({
    stack: { services: { orders: { environment: { GREETING: { unsafe: template } } } } },
  });
});
