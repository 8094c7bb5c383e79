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

const valuesOf = async (project: Project, file = 'environments/prod.tfvars'): Promise<Json> =>
  (await parse('x.tfvars', filesOf(project).get(file) ?? '')) as Json;

const modulesOf = (project: Project): readonly string[] =>
  [
    ...new Set([...filesOf(project).keys()].flatMap(path => /^modules\/([^/]+)/.exec(path)?.[1] ?? [])),
  ].toSorted();

const onAzure = (changes: Parameters<typeof ordersWith>[0]): Project =>
  ordersWith({
    cloud: { provider: 'azure', region: 'West Europe' },
    environments: ordersService.environments.map(environment => ({ ...environment, regions: [] })),
    ...changes,
  });

const common = { provider: 'azure', params: [], annotations: [] } as const;
const stores: readonly Resource[] = [
  { ...common, kind: 'database', name: 'database', type: 'Azure Database for PostgreSQL', version: '15.3' },
  { ...common, kind: 'database', name: 'small', type: 'MySQL', class: 'small', highAvailability: true },
  { ...common, kind: 'database', name: 'old', type: 'MariaDB' },
  { ...common, kind: 'cache', name: 'cache', type: 'Azure Cache for Redis', memory: '1500Mi' },
  { ...common, kind: 'cache', name: 'sessions', type: 'Valkey' },
  { ...common, kind: 'queue', name: 'mails', type: 'Service Bus', queueType: 'FIFO', retentionDays: 40 },
  { ...common, kind: 'storage', name: 'exports', type: 'Azure Blob Storage', retentionDays: 90 },
  { ...common, kind: 'storage', name: 'data', type: 'Azure Files' },
];
const compute = (type: string): Resource => ({ ...common, kind: 'compute', name: 'compute', type });

const whole: Project = { ...onAzure({}), resources: [compute('Container Apps'), ...stores] };
const onCluster: Project = { ...onAzure({}), resources: [compute('AKS'), ...stores] };
const bare: Project = {
  ...onAzure({
    kind: 'worker',
    image: { repository: 'registry.example.com/orders', tag: '1.0.0', built: true },
    variables: [],
    volumes: [],
    security: [],
    cost: [],
  }),
  resources: [],
};
const own: Project = {
  ...onAzure({ image: { repository: 'team/orders', tag: '1.0.0', built: true }, security: [] }),
  resources: stores,
};
const projects = [
  ['bare', bare],
  ['whole', whole],
  ['with an image of its own and no host', own],
  ['on a cluster', onCluster],
] as const;

describe('the values of an environment are what the documents say', () => {
  it('stores, as Azure calls their versions and sizes', async () => {
    expect(await valuesOf(whole)).toMatchObject({
      location: 'westeurope',
      deletion_protection: true,
      databases: {
        database: {
          engine: 'postgres',
          engine_version: '15',
          high_availability: true,
          geo_redundant_backups: true,
        },
        small: { engine: 'mysql', sku: 'B_Standard_B2s', high_availability: false },
      },
      caches: { cache: { sku: 'Balanced_B3', high_availability: true } },
      messaging: { sku: 'Premium', capacity: 1 },
      queues: { mails: { ordered: true, retention_days: 40 } },
      storage: { exports: { retention_days: 90, replication: 'GZRS' } },
      file_shares: { data: { size_gb: 100 } },
    });
  });

  it('a service, and what its secrets are called in a vault', async () => {
    const { services } = await valuesOf(whole);
    expect(services).toMatchObject({
      orders: {
        kind: 'service',
        cpu: 0.5,
        memory_gb: 1,
        profile: 'Consumption',
        port: 8080,
        environment: { PORT: '8080', DATA_DIR: '/data', LOG_LEVEL: 'info', CURRENCY: 'EUR' },
        secrets: { DATABASE_URL: 'orders-prod-DATABASE-URL' },
        min_count: 4,
        max_count: 10,
        health: { live_path: '/health/live', ready_path: '/health/ready', interval_seconds: 10 },
        mounts: [{ name: 'data', file_share: 'data', path: '/data' }],
        ingress: { host: 'api.example.com', path: '/' },
      },
    });
  });

  it('other environments are smaller and may be deleted', async () => {
    expect(await valuesOf(whole, 'environments/dev.tfvars')).toMatchObject({
      deletion_protection: false,
      zone_redundant: false,
      messaging: { sku: 'Standard', capacity: 0 },
      databases: { database: { high_availability: false, geo_redundant_backups: false, backup_days: 7 } },
    });
  });

  it('a zone of Azure lies in its region', async () => {
    const inZones: Project = {
      ...bare,
      services: bare.services.map(service => ({
        ...service,
        environments: service.environments.map(environment => ({ ...environment, regions: ['eastus2-1'] })),
      })),
    };
    expect(await valuesOf(inZones)).toMatchObject({ location: 'eastus2' });
  });
});

describe('a part that a project has not is nowhere', () => {
  it('a worker with nothing has a network, an identity and alarms', () => {
    expect(modulesOf(bare)).toEqual(['compute', 'encryption', 'identities', 'monitoring', 'vpc']);
  });

  it('a project with all of them has all of them', () => {
    expect(modulesOf(whole)).toEqual([
      'cache',
      'compute',
      'database',
      'encryption',
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
      'encryption',
      'identities',
      'monitoring',
      'queue',
      'storage',
      'vpc',
    ]);
  });

  it.each(projects)(
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

it.each(projects)('nothing in the files looks like a secret, and all can be read (%s)', (_, project) => {
  expect(
    checkArtifacts(project, emit(project, ['terraform'], {})).filter(({ severity }) => severity === 'error'),
  ).toEqual([]);
});

it('what Azure has not is in the table, as not made', () => {
  const readme = filesOf(whole).get('README.md') ?? '';
  expect(readme).toContain('| old | MariaDB | not made here |');
  expect(readme).toContain('| sessions | Valkey | not made here |');
  expect(readme).toContain('| mails | Service Bus | `modules/queue` |');
});

it('a job of another clock than that of UTC is named', () => {
  const schedule = { cron: '0 3 * * *', timeZone: 'Europe/Berlin' };
  const readme = (changes: object) =>
    filesOf({ ...bare, ...onAzure({ kind: 'job', ...changes }) }).get('README.md');
  expect(readme({ schedule })).toContain(
    'clock of UTC, though the documents say another one for orders (Europe/Berlin)',
  );
  expect(readme({ schedule: { ...schedule, timeZone: 'Etc/UTC' } })).not.toContain('clock of UTC');
});

it('how services log in is said, as few are written for it', () => {
  const readme = filesOf(whole).get('README.md') ?? '';
  expect(readme).toContain('PostgreSQL takes no password');
  expect(readme).toContain('Redis takes no password');
  expect(readme).toContain('MySQL is born with a password that nobody knows');
  expect(filesOf(bare).get('README.md')).not.toContain('password');
});

it('the state lies in an account of Azure, and teardown looks for it there', () => {
  const files = filesOf(whole);
  expect(files.get('environments/prod.azurerm.tfbackend')).toContain('= "orders/production.tfstate"');
  expect(files.get('teardown.sh')).toContain('usage: teardown.sh FILE --account NAME');
  expect(files.get('teardown.sh')).toContain(
    'environments/$file.azurerm.tfbackend" -backend-config="storage_account_name=$account"',
  );
  expect(files.get('README.md')).toContain(
    '-backend-config=environments/prod.azurerm.tfbackend -backend-config="storage_account_name=$ACCOUNT"',
  );
});
