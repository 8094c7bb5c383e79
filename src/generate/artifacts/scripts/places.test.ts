/** Where scripts find what they need, and what they do in each environment. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ordersService } from '../../../../test/fixtures/orders.ts';
import { alone, mailerService, shopProject, shopService } from '../../../../test/fixtures/shop.ts';
import { scriptOf, standInCluster } from '../../../../test/scripts/stand-in-cluster.ts';

const quick = { ...ordersService.rollout, bakeSeconds: 0 };

test('a map is asked by the name of an environment; what is no name in Bash is quoted, for formatters take it for arithmetic', () => {
  const [first] = mailerService.environments;
  if (!first) throw new Error('the fixture has no environment');
  const environments = ['staging', 'pre-prod', 'eu.1', "it's"].map(name => ({
    ...first,
    name,
    target: 'kubernetes' as const,
    bakeSeconds: 0,
  }));
  const service = { ...mailerService, environments };
  expect(scriptOf(service, 'deploy')).toContain(
    "declare -rA NAMESPACES=(\n  [staging]=mailer-staging\n  ['pre-prod']=mailer-pre-prod\n  ['eu.1']=mailer-eu.1\n  ['it'\\''s']=mailer\n)\n",
  );
  const { run } = standInCluster(alone(service));
  expect(run('deploy', '--env', 'pre-prod')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('as Deployment mailer, pod by pod'),
  });
});

test('Bash counts whole seconds', () => {
  const rollout = { ...ordersService.rollout, readySeconds: 0.5, bakeSeconds: 1.5, deploySeconds: 2.5 };
  expect(scriptOf({ ...ordersService, rollout }, 'health-check')).toContain('readonly READY_SECONDS=1\n');
  expect(scriptOf({ ...ordersService, rollout }, 'deploy')).toContain('readonly DEPLOY_SECONDS=3\n');
  expect(scriptOf({ ...ordersService, rollout }, 'deploy')).toContain('  [production]=2\n');
});

test('a family that the scripts count on and nobody generated is named', () => {
  const { folder, run } = standInCluster(alone(mailerService));
  rmSync(join(folder, 'kustomize'), { recursive: true });
  const { status, stderr } = run('deploy', '--env', 'staging');
  expect([status, stderr]).toEqual([
    1,
    expect.stringContaining(
      '/kustomize/staging has no kustomization.yaml: generate kustomize beside these scripts',
    ),
  ]);
});

test('files of the project that pods mount become a ConfigMap when the service is installed or deployed', () => {
  const { folder, run, asked } = standInCluster(alone(shopService));
  expect(run('install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked()).toContain(
    `create configmap shop-sources --from-file terms.md=${folder}/legal/terms.md --dry-run=client -o yaml`,
  );
  expect(scriptOf(shopService, 'deploy')).toContain(
    'with_image deployment | stamp_sources >"$WORK/release.yaml"',
  );
  expect(scriptOf(ordersService, 'deploy')).toContain('with_image deployment >"$WORK/release.yaml"');
});

test('scripts of several services find their own manifests and keep logs of their own', () => {
  const { folder, run, asked, applied } = standInCluster(
    shopProject,
    {},
    { objects: ['ConfigMap mailer-settings', 'Deployment mailer'] },
  );
  expect(run('mailer/install', '--env', 'staging')).toMatchObject({ status: 0 });
  expect(asked().slice(0, 2)).toEqual([
    `kustomize ${folder}/kustomize/mailer/staging`,
    '--namespace mailer-staging get namespace mailer-staging --ignore-not-found -o name',
  ]);
  expect(applied()).toEqual(['mailer-settings']);
  expect(existsSync(join(folder, 'logs/mailer'))).toBe(true);
});

describe('an environment', () => {
  const objects = [
    'Namespace mailer-staging',
    'ResourceQuota quota',
    'ServiceAccount mailer-deployer',
    'ServiceAccount mailer',
    'Role mailer-deployer',
    'Deployment mailer',
    'HorizontalPodAutoscaler autoscaler',
  ];
  const laid = (answers: Record<string, string>) => {
    const { run, applied } = standInCluster(alone({ ...mailerService, rollout: quick }), answers, {
      objects,
    });
    expect(run('deploy', '--env', 'staging').status).toBe(0);
    return applied();
  };

  test('that is not there is set up by the first deploy', () => {
    expect(laid({})).toEqual([
      'mailer-staging',
      'mailer-deployer',
      'mailer-deployer',
      'quota',
      'mailer',
      'autoscaler',
    ]);
  });

  test('that is there is left to whoever may change it: a deployer may not', () => {
    expect(laid({ 'get namespace mailer': 'namespace/mailer' })).toEqual(['quota', 'mailer', 'autoscaler']);
  });
});
