import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Resource } from '../../../model/resource.ts';
import type { Project } from '../../../model/service.ts';
import { checkArtifacts } from '../../checks/index.ts';
import { emit } from '../index.ts';

type Json = Readonly<Record<string, unknown>>;

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(emit(project, ['terraform'], {}).map(({ path, content }) => [path, content]));

const valuesOf = async (project: Project, file = 'prod'): Promise<Json> =>
  (await parse('x.tfvars', filesOf(project).get(`environments/${file}.tfvars`) ?? '')) as Json;

const common = { provider: 'aws', params: [], annotations: [] } as const;
const everything: readonly Resource[] = [
  ...ordersProject.resources,
  { ...common, kind: 'compute', name: 'compute', type: 'ECS Fargate' },
  { ...common, kind: 'cache', name: 'cache', type: 'ElastiCache Redis', memory: '1Gi' },
  { ...common, kind: 'queue', name: 'mails', type: 'SQS', queueType: 'FIFO', retentionDays: 30 },
  { ...common, kind: 'storage', name: 'exports', type: 'S3', retentionDays: 90 },
  { ...common, kind: 'storage', name: 'data', type: 'EFS' },
  { ...common, kind: 'database', name: 'documents', type: 'MongoDB' },
];
const whole: Project = { ...ordersProject, resources: everything };
const bare: Project = {
  ...ordersWith({
    kind: 'worker',
    image: { repository: 'registry.example.com/orders', tag: '1.0.0', built: true },
    variables: [],
    volumes: [],
    security: [],
  }),
  resources: [],
};

describe('the values of an environment are what the documents say', () => {
  it('sizes, counts and protection of production', async () => {
    const { services, ...values } = await valuesOf(whole);
    expect(values).toMatchObject({
      project: 'orders',
      environment: 'production',
      region: 'us-east-1',
      deletion_protection: true,
      vpc: { cidr: '10.0.0.0/16', zones: ['us-east-1a', 'us-east-1b'], single_nat_gateway: false },
      domain: { hosted_zone: 'example.com', key_algorithm: 'RSA_2048' },
      databases: {
        database: { engine: 'postgres', engine_version: '15.3', multi_az: true, rotation_days: 30 },
      },
      caches: { cache: { engine: 'redis', node_type: 'cache.t4g.small', multi_az: true } },
      queues: { mails: { fifo: true, retention_days: 14 } },
      buckets: { exports: { retention_days: 90, archive_after_days: null } },
      file_systems: ['data'],
    });
    expect((services as Json)['orders']).toMatchObject({
      image: 'registry.example.com/orders:1.0.0',
      cpu: 512,
      memory: 1024,
      port: 8080,
      environment: { PORT: '8080', DATA_DIR: '/data', LOG_LEVEL: 'info', CURRENCY: 'EUR' },
      secret: '/orders/prod',
      secrets: ['DATABASE_URL'],
      desired_count: 4,
      min_count: 4,
      max_count: 10,
      strategy: 'ROLLING',
      p95_seconds: 0.25,
      buckets: ['exports'],
      mounts: [{ name: 'data', file_system: 'data', path: '/data', uid: 10001, gid: 10001 }],
      ingress: { host: 'api.example.com', path: '/', health_path: '/health/ready' },
    });
  });

  it('other environments are smaller, may be deleted, and have hosts and secrets of their own', async () => {
    const { services, ...values } = await valuesOf(whole, 'dev');
    expect(values).toMatchObject({
      environment: 'development',
      deletion_protection: false,
      vpc: { single_nat_gateway: true },
      databases: { database: { multi_az: false } },
    });
    expect((services as Json)['orders']).toMatchObject({
      desired_count: 1,
      strategy: 'BLUE_GREEN',
      secret: '/orders/prod-development',
      ingress: { host: 'development.api.example.com' },
    });
  });

  it('a variable that a resource answers is told its address, and is no secret', async () => {
    const variables = [
      {
        name: 'DATABASE_HOST',
        required: true,
        sensitive: false,
        reference: '${resources.database.host}',
      },
    ];
    const { services } = await valuesOf({ ...ordersWith({ variables }), resources: everything });
    expect((services as Json)['orders']).toMatchObject({ addresses: { DATABASE_HOST: 'database.host' } });
    expect((services as Json)['orders']).not.toHaveProperty('secrets');
  });

  it('what looks like a template in a text of the documents is only text', async () => {
    const value = ['$', '{file("/etc/passwd")} %', '{ if true }"'].join('');
    const variables = [{ name: 'GREETING', required: false, sensitive: false, default: value }];
    const source = filesOf(ordersWith({ variables })).get('environments/prod.tfvars');
    expect(source).toContain(String.raw`"$$` + String.raw`{file(\"/etc/passwd\")} %%{ if true }\""`);
  });
});

describe('a part that a project has not is nowhere', () => {
  const modules = (project: Project) =>
    [
      ...new Set([...filesOf(project).keys()].flatMap(path => /^modules\/([^/]+)/.exec(path)?.[1] ?? [])),
    ].toSorted();

  it('a worker with nothing has a network, a cluster and alarms', () => {
    expect(modules(bare)).toEqual(['compute', 'encryption', 'monitoring', 'security_groups', 'vpc']);
  });

  it('a project with all of them has all of them', () => {
    expect(modules(whole)).toEqual([
      'cache',
      'certificate',
      'compute',
      'database',
      'encryption',
      'file_system',
      'load_balancer',
      'log_bucket',
      'monitoring',
      'queue',
      'secrets',
      'security_groups',
      'storage',
      'vpc',
    ]);
  });

  it.each([
    ['bare', bare],
    ['whole', whole],
    ['with one bucket', { ...bare, resources: everything.filter(({ type }) => type === 'S3') }],
  ])(
    'every variable of the root has a value and a reader, and every value a variable (%s)',
    async (_, project) => {
      const files = filesOf(project);
      const declared = [...(files.get('variables.tf') ?? '').matchAll(/^variable "(\w+)"/gm)].map(
        ([, name]) => name,
      );
      const root = `${files.get('main.tf')}${files.get('outputs.tf')}${files.get('providers.tf')}`;
      expect(new Set(Object.keys(await valuesOf(project)))).toEqual(new Set(declared));
      expect(declared.filter(name => !root.includes(`var.${name}`))).toEqual([]);
    },
  );

  it('every part of the text is marked for parts that there are', () => {
    for (const [path, content] of filesOf(whole))
      expect([path, content.includes('#:')]).toEqual([path, false]);
  });
});

it.each([
  ['bare', bare],
  ['whole', whole],
])('nothing in the files looks like a secret, and all can be read (%s)', (_, project) => {
  expect(
    checkArtifacts(project, emit(project, ['terraform'], {})).filter(({ severity }) => severity === 'error'),
  ).toEqual([]);
});

describe('what cannot be made is said', () => {
  it('a store that no module knows is in the table, as not made', () => {
    const readme = filesOf(whole).get('README.md') ?? '';
    expect(readme).toContain('| documents | MongoDB | not made here |');
    expect(readme).toContain('| exports | S3 | `modules/storage` |');
  });

  it('nothing is made where no document names a cloud', () => {
    expect(filesOf(ordersWith({ cloud: {} })).size).toBe(0);
  });

  it('budgets and repositories stand before the environments', async () => {
    const image = { repository: 'team/orders', tag: '1.0.0', built: true };
    const cost = [{ name: 'compute', monthly: 200, currency: 'USD', alertPercent: 80, optimization: '' }];
    const bootstrap = filesOf(ordersWith({ image, cost })).get('bootstrap/terraform.tfvars') ?? '';
    expect(await parse('x.tfvars', bootstrap)).toEqual({
      project: 'orders',
      region: 'us-east-1',
      repositories: ['team/orders'],
      budgets: {
        compute: {
          monthly: 200,
          currency: 'USD',
          alert_percent: 80,
          services: ['Amazon Elastic Container Service'],
        },
      },
      budget_emails: [],
    });
  });
});
