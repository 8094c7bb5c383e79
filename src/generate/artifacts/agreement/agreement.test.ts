import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeField } from '../../../../test/fixtures/change-field.ts';
import { replaced } from '../../../../test/fixtures/checked.ts';
import { ledgerService } from '../../../../test/fixtures/cluster.ts';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import { prepare } from '../../../app/generate/prepare.ts';
import { usage } from '../../../model/languages.ts';
import { pipelineProducts } from '../../../model/pipeline/product.ts';
import type { Language, Project } from '../../../model/service.ts';
import { emit, folders } from '../index.ts';
import type { Artifact, Family } from '../shared/artifact.ts';
import { placeOf } from '../shared/folders.ts';
import { disagreements } from './testing/agreement.ts';
import { occurrencesIn } from './testing/collect.ts';
import { spoiled } from './testing/spoiled.ts';

const families = Object.keys(folders) as readonly Family[];

/** Every family, and the pipelines for every product. */
const all = (project: Project): readonly Artifact[] => [
  ...emit(project, families, { pipelineType: 'github-actions' }),
  ...pipelineProducts
    .filter(product => product !== 'github-actions')
    .flatMap(pipelineType => emit(project, ['pipelines'], { pipelineType })),
];

const projects: Readonly<Record<string, Project>> = {
  'a service with several environments': ordersProject,
  'all that a container can be given': alone(shopService),
  'a worker': alone(mailerService),
  'a job': alone(reportService),
  'an image that others build': alone(searchService),
  'instances with volumes of their own': alone(ledgerService),
  'several services': shopProject,
  'a canary': ordersWith({
    environments: ordersService.environments.map(found => ({ ...found, strategy: 'canary' })),
  }),
  'hosts of its own': ordersWith({
    environments: ordersService.environments.map(found => ({ ...found, host: `${found.name}.example.org` })),
  }),
  ...Object.fromEntries(
    (Object.keys(usage) as Language[]).map(language => [
      language,
      ordersWith({ language, languageVersion: usage[language].version, source: '.' }),
    ]),
  ),
};

test.each(Object.entries(projects))('all files say the same about %s', (_, project) => {
  expect(disagreements(project, all(project))).toEqual([]);
});

describe('the example', () => {
  let example: Project;
  let files: readonly Artifact[];
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../../../../examples/orders', import.meta.url));
    const request = { workingFolder: folder, documents: { folder }, families: [], options: {} };
    const { loaded } = await prepare({ ...request, ownFolder: false });
    example = loaded.sourced.project;
    files = all(example);
  });

  test('is said the same by all its files', () => {
    expect(disagreements(example, files)).toEqual([]);
  });

  test('shows each fact in all the families that need it', () => {
    expect(familiesByFact(example, files)).toEqual({
      'claim size': 'helm kubernetes',
      claim: 'helm kubernetes strategies',
      'cpu limit': 'compose helm kubernetes strategies',
      'cpu request': 'helm kubernetes strategies',
      'drain seconds': 'helm kubernetes strategies',
      environment: 'gitops pipelines scripts',
      'grace seconds': 'compose helm kubernetes strategies',
      'host in the cluster': 'mesh',
      host: 'helm kubernetes mesh',
      'image repository': 'helm kustomize pipelines',
      'image tag': 'helm kustomize',
      image: 'kubernetes scripts strategies',
      'liveness path': 'compose docker helm kubernetes scripts strategies',
      'memory limit': 'compose helm kubernetes strategies',
      'memory request': 'helm kubernetes strategies',
      metric: 'strategies',
      'metrics path': 'compose helm kubernetes mesh strategies tests',
      'most replicas': 'helm kubernetes strategies',
      'mount path': 'compose helm kubernetes strategies',
      'name of the port': 'helm kubernetes scripts strategies',
      namespace: 'gitops kubernetes kustomize mesh scripts secrets strategies',
      port: 'compose docker helm kubernetes kustomize mesh strategies tests',
      'readiness path': 'helm kubernetes scripts strategies',
      replicas: 'helm kubernetes kustomize strategies',
      'scaled workload': 'helm kubernetes strategies',
      'service account': 'helm kubernetes secrets strategies',
      'service name': 'compose docker gitops helm kubernetes mesh scripts secrets strategies',
      settings: 'helm kubernetes strategies',
      'startup path': 'helm kubernetes scripts strategies',
      strategy: 'scripts',
      variable: 'helm kubernetes strategies',
      version: 'docker gitops helm kubernetes mesh strategies',
    });
  });

  test('shows at its file and line whatever is planted wrong', () => {
    const planted = occurrencesIn(example, files);
    const missed = planted.filter(occurrence => {
      const at = `${occurrence.place}:${occurrence.line}: ${occurrence.fact} is `;
      return !disagreements(example, spoiled(files, occurrence)).some(text => text.startsWith(at));
    });
    expect(planted.length).toBeGreaterThan(400);
    expect(missed).toEqual([]);
  });
});

test.each([
  ['mesh/linkerd/authorization.yaml', 'port: 8080', 'port: 8081', 'port is "8081", not "8080"'],
  [
    'scripts/health-check.sh',
    'LIVE=/health/live',
    'LIVE=/healthz',
    'liveness path is "/healthz", not "/health/live"',
  ],
  [
    'scripts/deploy.sh',
    '[staging]=orders-staging',
    '[staging]=orders',
    'namespace is "orders", not "orders-staging"',
  ],
])('in %s, with "%s" made "%s", %s', (place, from, to, said) => {
  const files = all(ordersProject);
  const before = files.find(artifact => placeOf(artifact) === place)?.content.split(from)[0] ?? '';
  const line = before.split('\n').length;
  expect(disagreements(ordersProject, replaced(files, place, from, to))).toEqual([
    `${place}:${line}: ${said}`,
  ]);
});

/** With values that stand nowhere but where the model says them. */
const distinct = ordersWith({
  name: 'zorders',
  version: '9.8.7-rc',
  port: 7311,
  metricsPath: '/zmetrics',
  image: { repository: 'registry.example.com/zimage', tag: 'ztag', built: true },
  health: { ...ordersService.health, live: '/zlive', ready: '/zready', startup: '/zstartup' },
  variables: ordersService.variables.map(variable => ({ ...variable, name: `Z${variable.name}` })),
  volumes: ordersService.volumes.map(volume => ({ ...volume, name: 'zdata', path: '/zpath', size: '77Gi' })),
  resources: { requests: { cpu: '217m', memory: '129Mi' }, limits: { cpu: '517m', memory: '257Mi' } },
  environments: ordersService.environments.map(found => ({ ...found, host: `z${found.name}.example.org` })),
});

describe('when the model changes', () => {
  const before = all(distinct);

  test.each([
    ['service.name', 'zorders', 'zordersx'],
    ['service.version', '9.8.7-rc', '9.8.7-rcx'],
    ['service.port', '7311', '7312'],
    ['service.metricsPath', '/zmetrics', '/zmetricsx'],
    ['service.image.repository', 'registry.example.com/zimage', 'registry.example.com/zimagex'],
    ['service.image.tag', 'ztag', 'ztagx'],
    ['service.health.live', '/zlive', '/zlivex'],
    ['service.health.ready', '/zready', '/zreadyx'],
    ['service.health.startup', '/zstartup', '/zstartupx'],
    ['service.variables.ZLOG_LEVEL.name', 'ZLOG_LEVEL', 'ZLOG_LEVELx'],
    ['service.variables.ZDATABASE_URL.name', 'ZDATABASE_URL', 'ZDATABASE_URLx'],
    ['service.volumes.zdata.path', '/zpath', '/zpathx'],
    ['service.volumes.zdata.size', '77Gi', '177Gi'],
    ['service.resources.requests.cpu', '217m', '1217m'],
    ['service.resources.requests.memory', '129Mi', '1129Mi'],
    ['service.environments.production.host', 'zproduction.example.org', 'zproduction.example.orgx'],
  ])('%s changes wherever it shows: %s is %s then', (field, old, now) => {
    const project = changeField(distinct, field);
    const after = all(project);
    expect(disagreements(project, after)).toEqual([]);
    expect(countsOf(after, text => timesIn(text.replaceAll(now, ''), old))).toEqual({});
    const moved = before.map(artifact => ({ ...artifact, path: artifact.path.replace(old, now) }));
    expect(countsOf(after, text => timesIn(text, now))).toEqual(countsOf(moved, text => timesIn(text, old)));
  });
});

const timesIn = (text: string, value: string): number => text.split(value).length - 1;

/** What is counted in each file, by its place; files that have none of it are left out. */
function countsOf(
  files: readonly Artifact[],
  count: (text: string) => number,
): Readonly<Record<string, number>> {
  const counted = files.map(artifact => [placeOf(artifact), count(artifact.content)] as const);
  return Object.fromEntries(counted.filter(([, times]) => times > 0));
}

function familiesByFact(project: Project, files: readonly Artifact[]): Readonly<Record<string, string>> {
  const familyOf = new Map(files.map(artifact => [placeOf(artifact), artifact.family]));
  const found = new Map<string, Set<string>>();
  for (const { fact, place } of occurrencesIn(project, files))
    found.set(fact, (found.get(fact) ?? new Set()).add(familyOf.get(place) ?? ''));
  return Object.fromEntries([...found].map(([fact, names]) => [fact, [...names].toSorted().join(' ')]));
}
