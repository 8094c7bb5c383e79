import { expect, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../../test/fixtures/orders.ts';
import { at, documentsIn, textsOf } from '../../../../../test/fixtures/parsed.ts';
import { alone, mailerService, reportService } from '../../../../../test/fixtures/shop.ts';
import type { Project, StrategyName } from '../../../../model/service.ts';
import { strategies } from './index.ts';

const files = (project: Project) => textsOf(strategies.emit(project, { pipelineType: 'github-actions' }));
const everywhere = (strategy: StrategyName) =>
  ordersWith({ environments: ordersService.environments.map(each => ({ ...each, strategy })) });

test('there is a folder for each strategy of the environments, and in it one for each way to carry it out', () => {
  const folders = (project: Project) => [
    ...new Set(Object.keys(files(project)).map(path => path.slice(0, path.lastIndexOf('/')))),
  ];
  expect(folders(everywhere('blue-green'))).toEqual([
    'blue-green/services',
    'blue-green/argo-rollouts',
    'blue-green/flagger',
  ]);
  expect(folders(everywhere('rolling'))).toEqual(['rolling/deployment']);
  expect(folders(everywhere('recreate'))).toEqual([]);
});

test('a canary is sent its share by replicas and by a mesh; behind a host by a Gateway and an Ingress too', () => {
  const ways = (project: Project) =>
    Object.keys(files(project))
      .filter(path => path.endsWith('README.md'))
      .map(path => path.split('/')[1]);
  const bare = { security: [], environments: everywhere('canary').services[0]?.environments ?? [] };
  expect(ways(ordersWith(bare))).toEqual(['replicas', 'istio', 'argo-rollouts', 'flagger']);
  const security = [
    { name: 'TLS/SSL', requirement: '', tool: '', verification: ['Domain: orders.example.com'] },
  ];
  expect(ways(ordersWith({ ...bare, security }))).toEqual([
    'replicas',
    'istio',
    'gateway-api',
    'nginx-ingress',
    'argo-rollouts',
    'flagger',
  ]);
});

test('the second copy has a slot of its own, so that nothing that selects the first one reaches it', () => {
  const [green] = documentsIn(files(everywhere('blue-green'))['blue-green/services/green.yaml']);
  expect([
    at(green, 'metadata', 'name'),
    at(green, 'spec', 'replicas'),
    at(green, 'spec', 'selector', 'matchLabels'),
    at(green, 'spec', 'template', 'metadata', 'labels', 'slot'),
  ]).toEqual(['orders-green', 4, { 'app.kubernetes.io/name': 'orders', slot: 'green' }, 'green']);
});

test('a strategy of staging only is shown in the namespace of staging', () => {
  const environments = ordersService.environments.map(each => ({
    ...each,
    strategy: each.name === 'staging' ? ('canary' as const) : ('rolling' as const),
  }));
  const [canary] = documentsIn(files(ordersWith({ environments }))['canary/replicas/canary.yaml']);
  expect(at(canary, 'metadata', 'namespace')).toBe('orders-staging');
});

test('a controller judges by the limit and the time of the environment', () => {
  const environments = ordersService.environments.map(each => ({
    ...each,
    strategy: 'canary' as const,
    maxErrorPercent: 0.5,
    bakeSeconds: 90,
  }));
  const text = files(ordersWith({ environments }));
  const [template] = documentsIn(text['canary/argo-rollouts/analysis.yaml']);
  expect(at(template, 'spec', 'metrics', 0)).toMatchObject({
    count: 3,
    successCondition: 'result[0] <= 0.5',
  });
  const [canary] = documentsIn(text['canary/flagger/canary.yaml']);
  expect(at(canary, 'spec', 'analysis', 'metrics', 0, 'thresholdRange')).toEqual({ max: 0.5 });
});

test('a worker is replaced pod by pod whatever is asked, and a job not at all', () => {
  expect(Object.keys(files(alone(mailerService)))).toEqual(['rolling/deployment/README.md']);
  expect(files(alone(reportService))).toEqual({});
});

test('every page has the commands that undo', () => {
  for (const strategy of ['blue-green', 'canary', 'rolling'] as const)
    for (const [path, text] of Object.entries(files(everywhere(strategy))))
      if (path.endsWith('.md')) expect([path, /^## Undo/m.test(text)]).toEqual([path, true]);
  expect(Object.keys(files(ordersProject)).length).toBeGreaterThan(0);
});
