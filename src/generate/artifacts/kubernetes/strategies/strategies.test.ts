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

const rolled = (changes: Partial<typeof ordersService.rollout>, strategy: StrategyName = 'canary') =>
  files(
    ordersWith({
      rollout: { ...ordersService.rollout, ...changes },
      environments: everywhere(strategy).services[0]?.environments ?? [],
    }),
  );
const headings = (text: string | undefined) => text?.match(/^## .*$/gm);

test('the steps of the documents are those of every way that knows weights', () => {
  const steps = [{ weight: 5 }, { weight: 20, seconds: 300, approval: true }, { weight: 60 }];
  const text = rolled({ steps });
  expect(headings(text['canary/istio/README.md'])).toEqual([
    '## Start the new version beside the old one',
    '## Send it 5 % of the requests',
    '## A larger share: 20 %',
    '## A larger share: 60 %',
    '## Promote',
    '## Undo',
  ]);
  expect(text['canary/gateway-api/README.md']).toContain(
    '"/spec/rules/0/backendRefs/0/weight", "value": 80}, {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": 20}',
  );
  expect(text['canary/nginx-ingress/README.md']).toContain('canary-weight=60 --overwrite');
  const [, virtualService] = documentsIn(text['canary/istio/traffic.yaml']);
  expect(at(virtualService, 'spec', 'http', 0, 'route')).toMatchObject([{ weight: 95 }, { weight: 5 }]);
  const [route] = documentsIn(text['canary/gateway-api/httproute.yaml']);
  expect(at(route, 'spec', 'rules', 0, 'backendRefs')).toMatchObject([{ weight: 95 }, { weight: 5 }]);
  const [ingress] = documentsIn(text['canary/nginx-ingress/ingress.yaml']);
  expect(at(ingress, 'metadata', 'annotations', 'nginx.ingress.kubernetes.io/canary-weight')).toBe('5');
  const [rollout] = documentsIn(text['canary/argo-rollouts/rollout.yaml']);
  expect(at(rollout, 'spec', 'strategy', 'canary', 'steps')).toEqual([
    { setWeight: 5 },
    { pause: { duration: '60s' } },
    { setWeight: 20 },
    { pause: { duration: '300s' } },
    { pause: {} },
    { setWeight: 60 },
    { pause: { duration: '60s' } },
  ]);
  const [canary] = documentsIn(text['canary/flagger/canary.yaml']);
  expect(at(canary, 'spec', 'analysis', 'stepWeights')).toEqual([5, 20, 60]);
});

test('a canary of one step has no larger share', () => {
  expect(headings(rolled({ steps: [{ weight: 25 }] })['canary/gateway-api/README.md'])).toEqual([
    '## Start the new version beside the old one',
    '## Send it 25 % of the requests',
    '## Promote',
    '## Undo',
  ]);
});

test('requests are copied before the first step where the documents say so, by Istio and by Flagger', () => {
  const text = rolled({ mirrorPercent: 20, sticky: { cookie: 'release' } });
  const [, virtualService] = documentsIn(text['canary/istio/mirror.yaml']);
  expect(at(virtualService, 'spec', 'http', 0)).toMatchObject({
    route: [{ weight: 100 }, { weight: 0 }],
    mirror: { subset: 'canary' },
    mirrorPercentage: { value: 20 },
  });
  expect(headings(text['canary/istio/README.md'])?.[1]).toBe(
    '## Copy 20 % of the requests to it; its answers are dropped',
  );
  const [canary] = documentsIn(text['canary/flagger/canary.yaml']);
  expect(at(canary, 'spec', 'analysis')).toMatchObject({
    mirror: true,
    mirrorWeight: 20,
    sessionAffinity: { cookieName: 'release' },
  });
  for (const none of [{}, { mirrorPercent: 0 }]) {
    expect(Object.keys(rolled(none))).not.toContain('canary/istio/mirror.yaml');
    const [unmirrored] = documentsIn(rolled(none)['canary/flagger/canary.yaml']);
    expect(at(unmirrored, 'spec', 'analysis')).not.toHaveProperty('mirror');
  }
  const [little] = documentsIn(rolled({ mirrorPercent: 0.4 })['canary/flagger/canary.yaml']);
  expect(at(little, 'spec', 'analysis', 'mirrorWeight')).toBe(1);
});

test('controllers ask the queries of the documents too, where Prometheus is said to be', () => {
  const queries = [
    { name: 'errors', expression: 'sum(rate(orders_lost_total[1m]))', max: 0 },
    { name: 'hits', expression: 'avg(cache_hit_ratio)', min: 0.9, max: 1 },
  ];
  const text = rolled({ queries, prometheus: { url: 'https://prometheus.example.com' } });
  const [template] = documentsIn(text['canary/argo-rollouts/analysis.yaml']);
  expect(at(template, 'spec', 'metrics', 1)).toEqual({
    name: 'query-errors',
    interval: '30s',
    count: 2,
    failureLimit: 1,
    consecutiveErrorLimit: 4,
    successCondition: 'result[0] <= 0',
    provider: {
      prometheus: { address: 'https://prometheus.example.com', query: 'sum(rate(orders_lost_total[1m]))' },
    },
  });
  expect(at(template, 'spec', 'metrics', 2, 'successCondition')).toBe('result[0] >= 0.9 && result[0] <= 1');
  const [canary, , lost] = documentsIn(text['canary/flagger/canary.yaml']);
  expect(at(canary, 'spec', 'analysis', 'metrics', 2)).toEqual({
    name: 'query-hits',
    templateRef: { name: 'orders-query-hits' },
    thresholdRange: { min: 0.9, max: 1 },
    interval: '1m',
  });
  expect([at(lost, 'metadata', 'name'), at(lost, 'spec', 'query')]).toEqual([
    'orders-query-errors',
    'sum(rate(orders_lost_total[1m]))',
  ]);
});

test('a person is asked before Argo Rollouts switches, where the environment or the service asks', () => {
  const promotes = (approval: boolean, approveSwitch: boolean) => {
    const environments = ordersService.environments.map(each => ({
      ...each,
      strategy: 'blue-green' as const,
      approval,
    }));
    const text = files(ordersWith({ rollout: { ...ordersService.rollout, approveSwitch }, environments }));
    const [rollout] = documentsIn(text['blue-green/argo-rollouts/rollout.yaml']);
    return at(rollout, 'spec', 'strategy', 'blueGreen', 'autoPromotionEnabled');
  };
  expect([promotes(false, false), promotes(true, false), promotes(false, true)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('pods are replaced within the surge of the documents, and the page says it', () => {
  const text = rolled({ maxSurge: '3', maxUnavailable: '10%' }, 'rolling');
  expect(text['rolling/deployment/README.md']).toContain('`maxUnavailable: 10%`, `maxSurge: 3`');
  const [green] = documentsIn(
    rolled({ maxSurge: '3', maxUnavailable: '10%' }, 'blue-green')['blue-green/services/green.yaml'],
  );
  expect(at(green, 'spec', 'strategy', 'rollingUpdate')).toEqual({ maxSurge: 3, maxUnavailable: '10%' });
});
