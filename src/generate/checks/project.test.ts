import { expect, test } from 'vitest';
import { emitted, foundIn } from '../../../test/fixtures/checked.ts';
import { ordersService, ordersWith } from '../../../test/fixtures/orders.ts';
import { mailerService } from '../../../test/fixtures/shop.ts';
import { checkArtifacts } from './index.ts';

test('files of the project are brought by the scripts; without them a note says that somebody has to', () => {
  const files = [{ name: '/etc/terms.md', source: 'legal/terms.md', expand: false }];
  const project = ordersWith({ files });
  expect(foundIn(project)).toEqual([]);
  expect(foundIn(project, ['kubernetes'])).toEqual(['note files-not-brought']);
});

test('a service that others need and that offers no port cannot be reached in a cluster', () => {
  const needs = (until: 'started' | 'complete') => ({
    ...ordersService,
    dependencies: [{ name: 'mailer', until, required: true }],
  });
  const project = (until: 'started' | 'complete') => ({
    ...ordersWith({}),
    services: [needs(until), { ...mailerService, dependencies: [] }],
  });
  expect(foundIn(project('started'))).toEqual(['warning dependency-without-port']);
  expect(foundIn(project('complete'))).toEqual([]);
});

test('a reference to a secret that nothing fills in is named', () => {
  const { health } = ordersService;
  const headers = [{ name: 'Authorization', value: 'Bearer ${AUTHORIZATION}' }];
  const project = ordersWith({
    arguments: ['--token', '${TOKEN}'],
    variables: [{ name: 'TOKEN', required: true, sensitive: true }],
    health: { ...health, probes: [{ name: 'ready', command: [], headers }] },
  });
  expect(foundIn(project)).toEqual(['warning header-not-filled', 'warning argument-not-filled']);
  const [manifest] = emitted(project, ['kubernetes']).filter(({ path }) => path === 'deployment.yaml');
  expect(manifest?.content).not.toContain('AUTHORIZATION');
});

test('a strategy that the scripts do not have is a warning, but not on this machine', () => {
  const environments = (['local', 'staging'] as const).map(name => ({
    name,
    target: name === 'local' ? ('process' as const) : ('kubernetes' as const),
    strategy: 'feature-flag' as const,
    approval: false,
    replicas: 1,
    regions: [],
    freezes: [],
    holdSeconds: 86_400,
  }));
  const project = ordersWith({ environments });
  const problems = checkArtifacts(project, emitted(project, ['scripts']));
  expect(problems.map(({ id, severity, message }) => [id, severity, message])).toEqual([
    [
      'strategy-not-scripted',
      'warning',
      'staging asks for feature-flag; scripts/deploy.sh replaces pods there by a rolling update',
    ],
  ]);
});

test('environments on one Docker Engine and on ECS: what the scripts and the pipeline do not do there is said', () => {
  const on = (target: 'docker' | 'ecs', strategy: 'canary' | 'rolling') => ({
    name: target,
    target,
    strategy,
    approval: false,
    replicas: 1,
    regions: [],
    freezes: [],
    holdSeconds: 86_400,
  });
  const project = ordersWith({ environments: [on('docker', 'canary'), on('ecs', 'rolling')] });
  const problems = checkArtifacts(project, emitted(project, ['scripts', 'pipelines']));
  const own = problems.filter(({ id }) => id.startsWith('target-') || id.startsWith('strategy-'));
  expect(own.map(({ id, message }) => `${id}: ${message}`)).toEqual([
    'strategy-not-scripted: docker asks for canary; scripts/deploy.sh replaces all containers at once, blue-green',
    'target-without-access: the pipeline has no way to docker (docker)',
    'target-without-access: the pipeline has no way to ecs (ecs)',
  ]);
});
