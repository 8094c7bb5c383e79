import { parse } from '@cdktn/hcl2json';
import { describe, expect, it } from 'vitest';
import { ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import type { Resource } from '../../../../model/resource.ts';
import type { Project } from '../../../../model/service.ts';
import { checkArtifacts } from '../../../checks/index.ts';
import { emit } from '../../index.ts';

type Json = Readonly<Record<string, unknown>>;

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(emit(project, ['terraform'], {}).map(({ path, content }) => [path, content]));

const valuesOf = async (project: Project): Promise<Json> =>
  (await parse('x.tfvars', filesOf(project).get('environments/prod.tfvars') ?? '')) as Json;

const modulesOf = (project: Project): readonly string[] =>
  [
    ...new Set([...filesOf(project).keys()].flatMap(path => /^modules\/([^/]+)/.exec(path)?.[1] ?? [])),
  ].toSorted();

const onGoogle = (changes: Parameters<typeof ordersWith>[0]): Project =>
  ordersWith({
    cloud: { provider: 'gcp', region: 'europe-west3' },
    environments: ordersService.environments.map(environment => ({ ...environment, regions: [] })),
    ...changes,
  });

const common = { provider: 'gcp', params: [], annotations: [] } as const;
const stores: readonly Resource[] = [
  { ...common, kind: 'database', name: 'database', type: 'Cloud SQL PostgreSQL', version: '15.3' },
  { ...common, kind: 'database', name: 'old', type: 'MariaDB' },
  { ...common, kind: 'cache', name: 'cache', type: 'Memorystore', memory: '1500Mi' },
  { ...common, kind: 'cache', name: 'sessions', type: 'Valkey' },
  { ...common, kind: 'queue', name: 'mails', type: 'Pub/Sub', retentionDays: 40 },
  { ...common, kind: 'storage', name: 'exports', type: 'GCS', retentionDays: 90 },
  { ...common, kind: 'storage', name: 'data', type: 'Filestore' },
];
const compute = (type: string): Resource => ({ ...common, kind: 'compute', name: 'compute', type });

const whole: Project = { ...onGoogle({}), resources: [compute('Cloud Run'), ...stores] };
const onCluster: Project = { ...onGoogle({}), resources: [compute('GKE Autopilot'), ...stores] };
const bare: Project = {
  ...onGoogle({
    kind: 'worker',
    image: { repository: 'registry.example.com/orders', tag: '1.0.0', built: true },
    variables: [],
    volumes: [],
    security: [],
    cost: [],
  }),
  resources: [],
};

describe('the values of an environment are what the documents say', () => {
  it('stores, as Google calls their versions and sizes', async () => {
    expect(await valuesOf(whole)).toMatchObject({
      region: 'europe-west3',
      deletion_protection: true,
      databases: { database: { engine_version: 'POSTGRES_15', high_availability: true, backups: 30 } },
      caches: { cache: { engine_version: 'REDIS_7_2', memory_gb: 2 } },
      queues: { mails: { ordered: false, retention_days: 31 } },
      buckets: { exports: { retention_days: 90 } },
      file_systems: ['data'],
    });
  });

  it('a service, without what Cloud Run says itself', async () => {
    const { services } = await valuesOf(whole);
    expect(services).toMatchObject({
      orders: {
        kind: 'service',
        cpu: 1,
        memory_mb: 512,
        port: 8080,
        environment: { DATA_DIR: '/data', LOG_LEVEL: 'info', CURRENCY: 'EUR' },
        secret: 'orders-prod',
        secrets: ['DATABASE_URL'],
        min_count: 4,
        max_count: 10,
        health: { live_path: '/health/live', interval_seconds: 10 },
        mounts: [{ name: 'data', file_system: 'data', path: '/data' }],
        ingress: { host: 'api.example.com', path: '/' },
      },
    });
    expect((services as { orders: Json }).orders['environment']).not.toHaveProperty('PORT');
  });
});

describe('a part that a project has not is nowhere', () => {
  it('a worker with nothing has a network, an account and alarms', () => {
    expect(modulesOf(bare)).toEqual(['compute', 'identities', 'monitoring', 'vpc']);
  });

  it('a project with all of them has all of them', () => {
    expect(modulesOf(whole)).toEqual([
      'cache',
      'certificate',
      'compute',
      'database',
      'file_system',
      'identities',
      'load_balancer',
      'monitoring',
      'queue',
      'secrets',
      'storage',
      'vpc',
    ]);
  });

  it('a cluster runs the manifests, which bring what they need of it themselves', () => {
    expect(modulesOf(onCluster)).toEqual([
      'cache',
      'cluster',
      'database',
      'identities',
      'monitoring',
      'queue',
      'storage',
      'vpc',
    ]);
  });

  it.each([
    ['bare', bare],
    ['whole', whole],
    ['on a cluster', onCluster],
  ])(
    'every variable of the root has a value and a reader, and nothing is left to be marked (%s)',
    async (_, project) => {
      const files = filesOf(project);
      const declared = [...(files.get('variables.tf') ?? '').matchAll(/^variable "(\w+)"/gm)].map(
        ([, name]) => name,
      );
      const root = `${files.get('main.tf')}${files.get('outputs.tf')}${files.get('providers.tf')}`;
      expect(new Set(Object.keys(await valuesOf(project)))).toEqual(new Set(declared));
      expect(declared.filter(name => !root.includes(`var.${name}`))).toEqual([]);
      expect([...files].filter(([, content]) => content.includes('#:')).map(([path]) => path)).toEqual([]);
    },
  );
});

it.each([
  ['bare', bare],
  ['whole', whole],
  ['on a cluster', onCluster],
])('nothing in the files looks like a secret, and all can be read (%s)', (_, project) => {
  expect(
    checkArtifacts(project, emit(project, ['terraform'], {})).filter(({ severity }) => severity === 'error'),
  ).toEqual([]);
});

it('what Google has not is in the table, as not made', () => {
  const readme = filesOf(whole).get('README.md') ?? '';
  expect(readme).toContain('| old | MariaDB | not made here |');
  expect(readme).toContain('| sessions | Valkey | not made here |');
  expect(readme).toContain('| mails | Pub/Sub | `modules/queue` |');
});

it('the state lies in a bucket of Google, and teardown looks for it there', () => {
  const files = filesOf(whole);
  expect(files.get('environments/prod.gcs.tfbackend')).toContain('prefix = "orders/production"');
  expect(files.get('teardown.sh')).toContain('environments/$file.gcs.tfbackend');
});
