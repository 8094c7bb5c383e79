import { expect, test } from 'vitest';
import { flagged, lostNothing, neverReady, Project, rotten, saying } from './delivery-rig.ts';

const lossless = ['rolling', 'blue-green', 'canary', 'feature-flag'] as const;
/** Thirty requests on each side are the fewest that latencies are compared by. */
const steps = [{ weight: 40, seconds: 1 }];

test.each(lossless)(
  '%s replaces a version under load without a lost request, and rollback goes back',
  async strategy => {
    const project = await Project.open({ rollout: { steps } });
    await project.first();
    const load = project.load(0, 250);
    project.write(saying('v2'));
    const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', strategy);
    expect([code, document.deploy]).toMatchObject([0, { outcome: 'promoted', strategy, version: 'v2' }]);
    expect(document.deploy?.requests).toBeGreaterThan(0);
    expect(await project.text()).toBe('v2');
    expect((await project.json('rollback', '.')).document.deploy).toMatchObject({ version: 'v1' });
    expect(await project.text()).toBe('v1');
    expect(await lostNothing(load)).toEqual({ own: 0 });
  },
);

test.each(lossless)(
  '%s goes back from a version that answers 500, and no other request is lost',
  async strategy => {
    const project = await Project.open({ rollout: { steps, bakeSeconds: 2 } });
    await project.first();
    const load = project.load(0, 250);
    project.write(rotten);
    const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', strategy);
    expect([code, document.deploy?.outcome]).toEqual([1, 'rolled-back']);
    expect(document.deploy?.reason).toMatch(/^\d+ of \d+ requests answered 5xx/);
    expect(await project.text()).toBe('v1');
    expect((await lostNothing(load)).own).toBeGreaterThan(0);
  },
);

test.each(lossless)('%s gives a version that never becomes ready no request', async strategy => {
  const project = await Project.open({ rollout: { steps } });
  await project.first();
  const load = project.load(0, 250);
  project.write(neverReady);
  const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', strategy);
  expect([code, document.problems[0]?.id]).toEqual([1, 'start-failed']);
  expect(document.problems[0]?.message).toContain('503 warming up');
  expect(await project.text()).toBe('v1');
  expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('recreate holds requests while nothing runs, and starts the old version again where the new one does not come', async () => {
  const project = await Project.open();
  await project.first();
  const load = project.load(0, 250);
  project.write(saying('v2'));
  const good = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'recreate');
  expect([good.code, good.document.deploy?.outcome]).toEqual([0, 'promoted']);
  project.write(neverReady);
  const sick = await project.json('deploy', '.', '--as', 'v3', '--strategy', 'recreate');
  expect([sick.code, sick.document.deploy?.outcome]).toEqual([1, 'rolled-back']);
  expect(await project.text()).toBe('v2');
  expect((await load.stop()).started).toBeGreaterThan(50);
});

test('a flag that is ramped to everybody stays on through the next deploy, and a client cannot set it', async () => {
  const project = await Project.open({ rollout: { steps, flag: 'new-checkout' } });
  await project.first(flagged);
  const load = project.load(0, 250);
  project.write(`${flagged}// v2`);
  const ramped = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'feature-flag');
  expect(ramped.document.deploy?.outcome).toBe('promoted');
  expect(await project.text()).toBe('new-checkout');
  project.write(`${flagged}// v3`);
  await project.json('deploy', '.', '--as', 'v3', '--strategy', 'rolling');
  expect(await project.text()).toBe('new-checkout');
  const answer = await fetch(project.url(), { headers: { 'x-feature-flags': 'free-lunch' } });
  expect(await answer.text()).toBe('new-checkout');
  expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('a flag that does harm is turned off, its code stays, and retry says that there is nothing to try', async () => {
  const project = await Project.open({ rollout: { steps, bakeSeconds: 1, flag: 'new-checkout' } });
  await project.first(flagged);
  const load = project.load(0, 250);
  project.write(
    flagged.replace(
      'response.end(',
      "request.headers['x-feature-flags'] ? response.writeHead(500).end() : response.end(",
    ),
  );
  const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'feature-flag');
  expect([code, document.deploy?.outcome]).toEqual([1, 'rolled-back']);
  const { services } = await project.status();
  expect([services[0]?.version, await project.text()]).toEqual(['v2', 'none']);
  expect((await project.json('retry', '.')).document.problems[0]?.id).toBe('flag-is-off');
  expect((await lostNothing(load)).own).toBeGreaterThan(0);
});

test('a canary keeps a client with its version, by a cookie of the router', async () => {
  const project = await Project.open({
    rollout: { steps: [{ weight: 50, seconds: 0.5, approval: true }], sticky: { cookie: 'release' } },
  });
  await project.first();
  const load = project.load(0, 250);
  project.write(saying('v2'));
  const deploy = project.start('deploy', '.', '--as', 'v2', '--strategy', 'canary');
  await project.until('awaiting');
  const seen = new Set<string>();
  for (let client = 0; client < 12; client += 1) {
    const first = await fetch(project.url());
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^release=\d+$/);
    const version = await first.text();
    seen.add(version);
    for (let i = 0; i < 3; i += 1)
      expect(await (await fetch(project.url(), { headers: { cookie } })).text()).toBe(version);
  }
  expect([...seen].sort()).toEqual(['v1', 'v2']);
  deploy.kill('SIGINT');
  await lostNothing(load);
});

test('--dry-run shows the steps and changes nothing', async () => {
  const project = await Project.open({ rollout: { steps: [{ weight: 25, seconds: 1 }], baseline: false } });
  await project.first();
  project.write(saying('v2'));
  const { stdout } = await project.run('deploy', '.', '--as', 'v2', '--strategy', 'canary', '--dry-run');
  expect(stdout).toContain('3  shift    v2 25 %, v1 75 %\n');
  const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--dry-run');
  expect([code, document.deploy, document.stages.length > 3]).toEqual([0, null, true]);
  expect((await project.status()).deploys).toHaveLength(1);
  expect(await project.text()).toBe('v1');
});
