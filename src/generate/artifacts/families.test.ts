import { expect, test } from 'vitest';
import {
  alone,
  mailerService,
  reportService,
  searchService,
  shopProject,
  shopService,
} from '../../../test/fixtures/shop.ts';
import { checkArtifacts } from '../checks/index.ts';
import { emit } from './index.ts';
import { placeOf } from './shared/folders.ts';

const families = [
  'docker',
  'compose',
  'kubernetes',
  'kustomize',
  'helm',
  'scripts',
  'pipelines',
  'tests',
] as const;
const emitted = (project = shopProject) => emit(project, families, { pipelineType: 'github-actions' });

test('services of four kinds in one project share no path', () => {
  const places = emitted().map(placeOf);
  expect(new Set(places.map(place => place.toLowerCase())).size).toBe(places.length);
  expect(
    places.filter(
      place => !/^(?:(?:k8s|kustomize|helm|scripts|tests)\/)?(?:shop|mailer|report|search)\//.test(place),
    ),
  ).toEqual([
    '.env.example',
    '.github/workflows/mailer-delivery.yml',
    '.github/workflows/report-delivery.yml',
    '.github/workflows/search-delivery.yml',
    '.github/workflows/shop-delivery.yml',
    'compose.yaml',
    'compose/files/shop/routes.yaml',
    'compose/files/shop/shop.conf',
    'compose/prometheus.yml',
  ]);
});

test.each([
  ['together', shopProject],
  ['alone: http', alone(shopService)],
  ['alone: worker', alone(mailerService)],
  ['alone: job', alone(reportService)],
  ['alone: an image that others build', alone(searchService)],
])('their files have no findings but the variable that nobody gives a value (%s)', (_, project) => {
  const found = checkArtifacts(project, emitted(project)).map(({ id, severity }) => `${severity} ${id}`);
  expect(found.filter(problem => problem !== 'warning variable-without-value')).toEqual([]);
});

test('what a file shows of several services, it shows under the name of the service', () => {
  const fields = new Set(emitted().flatMap(({ spans }) => spans.map(({ field }) => field)));
  expect(fields).toContain('services.shop.ports.web.target');
  expect(fields).toContain('services.report.build.target');
  expect([...fields].filter(field => field.startsWith('service.'))).toEqual([]);
});

test('of a service that uses all that a container can be given, only what no family can do is lost', () => {
  const shown = new Set(emitted(alone(shopService)).flatMap(({ spans }) => spans.map(({ field }) => field)));
  const said = fieldsOf({ ...shopService, documents: [] }, 'service');
  const given = [
    'ports',
    'health.probes',
    'files',
    'volumes',
    'container',
    'sidecars',
    'labels',
    'annotations',
  ];
  const lost = said.filter(
    field => given.some(part => field.startsWith(`service.${part}.`)) && !shown.has(field),
  );
  expect(lost.filter(field => !/\.(?:name|required|sensitive|expand)$/.test(field))).toEqual([
    // A volume that can be written is the usual one.
    'service.volumes.data.readOnly',
    'service.volumes.scratch.readOnly',
    // A folder of a developer's machine is as large as it is.
    'service.volumes.sources.size',
    'service.volumes.sources.readOnly',
    'service.sidecars.exporter.image.built',
    'service.sidecars.proxy.image.built',
    'service.sidecars.proxy.volumes.cache.readOnly',
    // It decides which list the sidecar stands in.
    'service.sidecars.proxy.dependencies.schema.until',
    'service.sidecars.schema.image.built',
    // What is not a label of Kubernetes, or is ours.
    'service.labels.not a label.value',
    'service.labels.app.kubernetes.io/name.value',
  ]);
});

/** The paths of all scalars below a value, as origins write them. */
function fieldsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, i) => fieldsOf(item, `${path}.${nameOf(item) ?? i}`));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) => fieldsOf(item, `${path}.${key}`));
}

function nameOf(item: unknown): string | undefined {
  return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : undefined;
}
