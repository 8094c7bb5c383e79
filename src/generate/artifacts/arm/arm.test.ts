import { describe, expect, it } from 'vitest';
import { deploy, type Made } from '../../../../test/arm/deploy.ts';
import type { Value } from '../../../../test/arm/evaluate.ts';
import { ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Resource } from '../../../model/resource.ts';
import type { Project } from '../../../model/service.ts';
import { emit, refusalsOf } from '../index.ts';

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(emit(project, ['arm'], {}).map(({ path, content }) => [path, content]));

interface ParametersFile {
  readonly parameters: Readonly<Record<string, { readonly value: Value }>>;
}

/** What the file of an environment makes of the template, told what no file says. */
function madeOf(project: Project, file = 'environments/prod.parameters.json'): readonly Made[] {
  const files = filesOf(project);
  const { parameters } = JSON.parse(files.get(file) ?? '') as ParametersFile;
  const template = file.startsWith('bootstrap') ? 'bootstrap.json' : 'main.json';
  const read = (path: string) => JSON.parse(files.get(path) ?? '') as Value;
  const { parameters: declared } = read(template) as unknown as {
    readonly parameters: Readonly<Record<string, unknown>>;
  };
  const asked = { zoneGroup: 'dns', databasePassword: 'never written' };
  return deploy(
    template,
    Object.fromEntries([
      ...Object.entries(parameters).map(([name, { value }]) => [name, value] as const),
      ...Object.entries(asked).filter(([name]) => name in declared),
    ]),
    'group',
    read,
  );
}

const of = (made: readonly Made[], type: string) => made.filter(resource => resource.type === type);

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
  { ...common, kind: 'cache', name: 'cache', type: 'Azure Cache for Redis', memory: '1500Mi' },
  { ...common, kind: 'queue', name: 'mails', type: 'Service Bus', queueType: 'FIFO', retentionDays: 40 },
  { ...common, kind: 'storage', name: 'exports', type: 'Azure Blob Storage', retentionDays: 90 },
];
const whole: Project = { ...onAzure({}), resources: stores };
const bare: Project = {
  ...onAzure({ kind: 'worker', variables: [], volumes: [], security: [], cost: [] }),
  resources: [],
};
const job: Project = { ...onAzure({ kind: 'job' }), resources: stores };

describe('every environment can be made of its parameters', () => {
  for (const [name, project] of Object.entries({ whole, bare, job }))
    it(name, () => {
      for (const file of filesOf(project).keys())
        if (/^(?:environments\/|bootstrap\.p).*json$/.test(file))
          expect(madeOf(project, file).length).toBeGreaterThan(2);
    });

  it('and nothing is made twice', () => {
    const ids = madeOf(whole).map(({ type, name, group, scope }) =>
      JSON.stringify([type, name, group, scope]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('an environment has what the documents say', () => {
  it('stores, locked in production only', () => {
    const made = madeOf(whole);
    expect(of(made, 'Microsoft.DBforPostgreSQL/flexibleServers')).toMatchObject([
      {
        location: 'westeurope',
        sku: { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' },
        properties: { version: '15', network: { publicNetworkAccess: 'Disabled' } },
      },
    ]);
    expect(of(made, 'Microsoft.ServiceBus/namespaces/queues')).toMatchObject([
      { properties: { requiresSession: true, defaultMessageTimeToLive: 'P40D' } },
    ]);
    expect(of(made, 'Microsoft.Authorization/locks').length).toBeGreaterThan(3);
    expect(of(madeOf(whole, 'environments/dev.parameters.json'), 'Microsoft.Authorization/locks')).toEqual(
      [],
    );
  });

  it('the service, with its secrets by reference', () => {
    const [app] = of(madeOf(whole), 'Microsoft.App/containerApps');
    expect(app).toMatchObject({
      name: 'orders',
      properties: {
        configuration: { activeRevisionsMode: 'Multiple', ingress: { targetPort: 8080 } },
        template: { scale: { minReplicas: 4, maxReplicas: 10 } },
      },
    });
    const text = JSON.stringify(app);
    expect(text).toContain('.vault.azure.net/secrets/');
    expect(text).not.toContain('secrets/undefined');
  });

  it('a subnet for what runs, and one for what it uses', () => {
    expect(of(madeOf(whole), 'Microsoft.Network/virtualNetworks')).toMatchObject([
      {
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
          subnets: [
            { properties: { addressPrefix: '10.0.0.0/20' } },
            { properties: { addressPrefix: '10.0.64.0/20' } },
          ],
        },
      },
    ]);
  });
});

describe('texts of the documents', () => {
  const texts = ["[reference('vault')]", '[[a', `'b' "c" \\ \n`, '{0}'];
  const hostile = {
    ...whole,
    services: whole.services.map(service => ({
      ...service,
      variables: texts.map((text, i) => ({
        ...service.variables.find(variable => !variable.sensitive),
        name: `TEXT_${i}`,
        default: text,
        required: false,
        sensitive: false,
      })),
    })),
  } as Project;

  it('arrive as they are written, and in no template', () => {
    const [app] = of(madeOf(hostile), 'Microsoft.App/containerApps');
    for (const [i, text] of texts.entries())
      expect(JSON.stringify(app)).toContain(JSON.stringify({ name: `TEXT_${i}`, value: text }));
    for (const [path, content] of filesOf(hostile))
      if (!path.endsWith('.parameters.json')) expect(content).not.toContain("reference('vault')");
  });
});

it('nothing is made on a cluster, on another cloud, or where no document names one', () => {
  const cluster: Resource = { ...common, kind: 'compute', name: 'compute', type: 'AKS' };
  expect(refusalsOf('arm', { ...whole, resources: [cluster] })).toMatchObject([
    { id: 'runner-not-generated' },
  ]);
  expect(refusalsOf('arm', onAzure({ cloud: { provider: 'aws' } }))).toMatchObject([
    { id: 'cloud-not-generated' },
  ]);
  expect(emit({ ...whole, resources: [cluster] }, ['arm'], {})).toEqual([]);
});
