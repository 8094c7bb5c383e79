import { expect, test } from 'vitest';
import { lostNothing, neverReady, Project, rotten, saying } from './delivery-rig.ts';

const services = ['web', 'api', 'store'] as const;

/** Three services of one document, at v1, and one load for each. */
async function three() {
  const project = await Project.open({ services, rollout: { bakeSeconds: 2 } });
  for (const service of services) project.write(saying(`${service} v1`), service);
  expect((await project.json('up', '.', '--as', 'v1')).code).toBe(0);
  const loads = services.map((_, i) => project.load(i, 60));
  const texts = () => Promise.all(services.map((_, i) => project.text(i)));
  return { project, loads, texts };
}

const v1 = ['web v1', 'api v1', 'store v1'];

test('the last of three is bad: all are back, and the ledger, the screens and the advice name it', async () => {
  const { project, loads, texts } = await three();
  project.write(saying('web v2'), 'web');
  project.write(saying('api v2'), 'api');
  project.write(rotten, 'store');
  const { code, stdout, stderr } = await project.run(
    'deploy',
    '.',
    '--as',
    'v2',
    '--strategy',
    'blue-green',
    '--why',
  );
  expect(code).toBe(1);
  expect(stdout).toContain(services.map((_, i) => project.url(i)).join(', '));
  expect(stdout).toMatch(/web: error rate: success: 0 of .*\n[^]*store: error rate: failure: /);
  expect(stderr).toMatch(/v2 was rolled back: store: \d+ of \d+ requests answered 5xx/);
  expect(stderr).toContain('devops-flow logs . --name store --release v2');
  expect(await texts()).toEqual(v1);
  const { services: seen, deploys } = await project.status();
  expect(seen.map(({ version, health }) => `${version} ${health}`)).toEqual(['v1 ok', 'v1 ok', 'v1 ok']);
  expect(deploys[0]).toMatchObject({ outcome: 'rolled-back', reason: expect.stringMatching(/^store: /) });
  expect(deploys[0]?.members.map(({ service }) => service)).toEqual(['web', 'api', 'store']);
  const { stdout: history } = await project.run('history', '.', '--limit', '1');
  expect(history).toMatch(/web, api, store {2}v2 {2}rolled back {2}store: .* 0 lost /);
  // What it advises works.
  expect((await project.run('logs', '.', '--name', 'store', '--release', 'v2')).code).toBe(0);
  const [web, api, store] = loads;
  for (const load of [web, api]) if (load) expect(await lostNothing(load)).toEqual({ own: 0 });
  if (store) expect((await lostNothing(store)).own).toBeGreaterThan(0);
}, 120_000);

test.each(['blue-green', 'rolling', 'canary'])(
  'the last of three never becomes ready: by %s none of them gets a request',
  async strategy => {
    const { project, loads, texts } = await three();
    project.write(saying('web v2'), 'web');
    project.write(saying('api v2'), 'api');
    project.write(neverReady, 'store');
    const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', strategy);
    expect([code, document.problems[0]?.id]).toEqual([1, 'start-failed']);
    expect(document.deploy?.reason).toMatch(/^store: .*503 warming up/);
    expect(await texts()).toEqual(v1);
    for (const load of loads) expect(await lostNothing(load)).toEqual({ own: 0 });
  },
  120_000,
);
