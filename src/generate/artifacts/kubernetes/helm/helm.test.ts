import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { textsOf } from '../../../../../test/fixtures/parsed.ts';
import { alone, reportService, shopProject, shopService } from '../../../../../test/fixtures/shop.ts';
import type { Project } from '../../../../model/service.ts';
import { helm } from './index.ts';

const files = (project: Project) => textsOf(helm.emit(project, { pipelineType: 'github-actions' }));
const valuesIn = (project: Project, path: string): unknown => parse(files(project)[path] ?? '');
const linesWith = (text: string | undefined, word: string) =>
  text?.split('\n').filter(line => line.includes(word));

test('each service has a chart of its name', () => {
  const charts = new Set(Object.keys(files(shopProject)).map(path => path.split('/')[0]));
  expect([...charts]).toEqual(['shop', 'mailer', 'report', 'search']);
});

test('the chart says what it is', () => {
  expect(valuesIn(ordersProject, 'orders/Chart.yaml')).toEqual({
    apiVersion: 'v2',
    name: 'orders',
    description: 'Takes orders and keeps them',
    type: 'application',
    version: '1.0.0',
    appVersion: '1.0.0',
    kubeVersion: '>=1.30.0-0',
  });
});

test('a version that SemVer does not know is that of the application only', () => {
  const { version, appVersion } = valuesIn(ordersWith({ version: '2026.07' }), 'orders/Chart.yaml') as {
    version: string;
    appVersion: string;
  };
  expect([version, appVersion]).toEqual(['0.1.0', '2026.07']);
});

test('values.yaml is production; the file of an environment holds what is otherwise there', () => {
  const { replicas, autoscaling, image } = valuesIn(ordersProject, 'orders/values.yaml') as Record<
    string,
    unknown
  >;
  expect({ replicas, autoscaling, image }).toEqual({
    replicas: 4,
    autoscaling: { minReplicas: 4, maxReplicas: 10, targetCPUUtilizationPercentage: 70 },
    image: { repository: 'registry.example.com/orders', tag: '1.0.0', digest: '', pullPolicy: 'Always' },
  });
  expect(valuesIn(ordersProject, 'orders/values-staging.yaml')).toMatchObject({
    ingress: { enabled: false },
    replicas: 2,
    secretStore: { key: '/orders/prod-staging' },
    autoscaling: { minReplicas: 2 },
  });
});

test('an upgrade keeps the replicas that the autoscaler has set', () => {
  expect(linesWith(files(ordersProject)['orders/templates/deployment.yaml'], 'replicas:')).toEqual([
    '  replicas: {{ dig "spec" "replicas" (int .Values.replicas) (lookup "apps/v1" "Deployment" .Release.Namespace "orders") }}',
  ]);
});

test('text of the documents that looks like an action of a template stands for itself', () => {
  const command = ['node', '{{ .Values.image }}'];
  const image = { repository: 'registry.example.com/orders', tag: '1.0.0', built: false };
  const text = files(ordersWith({ command, image }))['orders/templates/deployment.yaml'];
  expect(linesWith(text, '.Values.image }}')).toEqual(['            - "{{ `{{` }} .Values.image }}"']);
});

test('a part of a path that is no identifier is looked up', () => {
  const text = files(ordersProject)['orders/templates/pvc.yaml'];
  expect(linesWith(text, 'storage:')).toEqual([
    '      storage: {{ (index .Values "persistence" "orders-data" "size") | quote }}',
  ]);
});

test('a schema refuses values that no template reads', () => {
  const { properties, additionalProperties } = JSON.parse(
    files(ordersProject)['orders/values.schema.json'] ?? '',
  ) as { properties: Record<string, unknown>; additionalProperties: boolean };
  expect(additionalProperties).toBe(false);
  expect(properties['replicas']).toEqual({ type: 'integer', minimum: 1 });
  expect(properties['global']).toEqual({ type: 'object' });
});

test('only what answers has a smoke test', () => {
  const withTest = (project: Project) =>
    Object.keys(files(project)).filter(path => path.includes('templates/tests/'));
  expect(withTest(alone(shopService))).toEqual(['shop/templates/tests/smoke-test.yaml']);
  expect(withTest(alone(reportService))).toEqual([]);
});
