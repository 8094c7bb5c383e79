/** What a new version is asked before it is left to its users. */
import { describe, expect, test } from 'vitest';
import { ordersService } from '../../../../test/fixtures/orders.ts';
import { alone, shopService } from '../../../../test/fixtures/shop.ts';
import { scriptOf, standInCluster } from '../../../../test/scripts/stand-in-cluster.ts';
import type { Service } from '../../../model/service.ts';

test('a health check asks the port by the name that the container gives it, or leaves the question to Kubernetes', () => {
  const ports = [{ name: 'web', port: 80, target: 8080, protocol: 'tcp' }] as const;
  expect(scriptOf({ ...ordersService, ports }, 'health-check')).toContain('readonly HTTP_PORT=web\n');
  expect(scriptOf(ordersService, 'health-check')).toContain('readonly HTTP_PORT=http\n');
  // Commands, TLS, headers and other ports are asked where the probes are.
  expect(scriptOf(shopService, 'health-check')).toContain('wait_for "$TARGET_NAME" "$READY_SECONDS"');
});

const listing: Service = {
  ...ordersService,
  environments: ordersService.environments.map(environment => ({ ...environment, bakeSeconds: 0 })),
  endpoints: [{ name: '', method: 'GET', path: '/orders', parameters: [], examples: [] }],
};
const running = { '.spec.replicas': '3', 'annotations.devops-flow/verdict': 'none' };

describe.each(['blue-green', 'canary'])('by %s a version that is healthy', strategy => {
  const deployed = (status: number) => {
    const { run, asked } = standInCluster(alone(listing), running, { statuses: { '/orders': status } });
    const ended = run('deploy', '--env', 'staging', '--strategy', strategy, '--image', 'a/b:2');
    return { ...ended, switched: asked().some(line => /\bpatch .*service/.test(line)) };
  };

  test('and passes its smoke tests gets requests', () => {
    expect(deployed(200)).toMatchObject({ status: 0, switched: true });
  });

  test('and fails its smoke tests gets none', () => {
    const { status, stderr, switched } = deployed(500);
    expect([status, switched]).toEqual([1, false]);
    expect(stderr).toMatch(/smoke-tests\.sh \/orders 500\n(?:.*\n)*.*orders serves as before\n$/);
  });
});

test('what takes requests over TLS is not asked by the smoke tests: a forwarded port has not the name of its certificate', () => {
  const probes = [{ name: 'ready', command: [], headers: [], scheme: 'https' }] as const;
  const secured = { ...ordersService, health: { ...ordersService.health, probes } };
  expect(scriptOf(ordersService, 'deploy')).toContain('call smoke-tests');
  expect(scriptOf(secured, 'deploy')).not.toContain('smoke-tests --');
});

test('smoke tests that nobody has generated ask no path that the probes do not ask over HTTP', () => {
  const asked = (health: Partial<Service['health']>) =>
    /(?<=^readonly PATHS=\(\n).*?(?=^\))/ms
      .exec(
        scriptOf(
          { ...ordersService, endpoints: [], health: { ...ordersService.health, ...health } },
          'smoke-tests',
        ),
      )?.[0]
      .trim()
      .split(/\s+/);
  expect(asked({})).toEqual(['/health/live', '/health/ready']);
  expect(asked({ probes: [{ name: 'ready', command: ['true'], headers: [] }] })).toEqual(['/health/live']);
  expect(asked({ over: 'tcp' })).toBeUndefined();
});

test.each([
  ['staging', ''],
  ['production', ' --read-only'],
  ['last', ' --read-only'],
])('the smoke tests of %s are run with "%s"', (name, option) => {
  const [first] = ordersService.environments;
  if (!first) throw new Error('the fixture has no environment');
  const environments = ['production', 'staging', 'last'].map(other => ({
    ...first,
    name: other,
    target: 'docker' as const,
  }));
  const { run, folder, write } = standInCluster(alone({ ...ordersService, environments }));
  write('tests/smoke.sh', 'echo "asked$*"');
  const { stderr } = run('smoke-tests', '--env', name, '--url', 'http://127.0.0.1:9', '--project', folder);
  expect(stderr).toContain(`asked--url http://127.0.0.1:9${option}\n`);
});
