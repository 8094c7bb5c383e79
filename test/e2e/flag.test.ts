import { expect, test } from 'vitest';
import { flagged, lostNothing, Project } from './delivery-rig.ts';
import { ended } from './project.ts';

/** Answers are compared by their errors alone: how long they take on a busy machine decides nothing here. */
const patient = { allowedLatencyIncreasePercent: 1000, bakeSeconds: 1, flag: 'new-checkout' };

const manyTexts = async (project: Project) => {
  const texts = await Promise.all(Array.from({ length: 60 }, () => project.text()));
  return [...new Set(texts)].sort();
};

test('a ramp that is aborted turns the flag off without a deploy, and what may follow says how to go on', async () => {
  const project = await Project.open();
  project.spec(
    'flag: new-checkout',
    'steps: [{ weight: 40, seconds: 1, approval: true }]',
    'allowed_latency_increase_percent: 1000',
  );
  await project.first(flagged);
  const load = project.load(0, 150);
  project.write(`${flagged}// v2`);
  const deploying = ended(project.start('deploy', '.', '--as', 'v2', '--strategy', 'feature-flag'));
  await project.until('awaiting');
  expect(await manyTexts(project)).toEqual(['new-checkout', 'none']);
  const instances = project.pids();
  expect((await project.run('abort', '.', '--by', 'anna', '--reason', 'seen enough')).stdout).toContain(
    'v2: it is being undone',
  );
  const { code, stderr } = await deploying;
  expect(code).toBe(1);
  expect(stderr).toContain('the flag of v2 was turned off: aborted by anna: seen enough');
  expect(stderr).toContain('v2 still serves');
  expect([await manyTexts(project), project.pids()]).toEqual([['none'], instances]);
  const { services, deploys } = await project.status();
  expect([services[0]?.version, typeof services[0]?.since]).toEqual(['v2', 'string']);
  expect(deploys[0]?.outcome).toBe('rolled-back');
  expect((await project.run('history', '.', '--limit', '1')).stdout).toContain('flag turned off');

  // The same code is not ramped again, neither by deploy nor by retry; it can be gone back to.
  const same = await project.json('deploy', '.', '--as', 'v2', '--strategy', 'feature-flag');
  expect([same.code, same.document.deploy]).toEqual([0, null]);
  expect(same.document.problems.map(({ id, severity }) => `${severity} ${id}`)).toContain(
    'warning flag-stays-off',
  );
  expect((await project.json('retry', '.')).document.problems[0]?.id).toBe('flag-is-off');
  project.write(`${flagged}// v3`);
  expect((await project.json('deploy', '.', '--as', 'v3', '--strategy', 'blue-green')).code).toBe(0);
  expect((await project.json('rollback', '.')).document.deploy?.version).toBe('v2');
  expect(await manyTexts(project)).toEqual(['none']);
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);

test('a flag that is on for all outlasts its instances and a table that is written anew, and goes with its release', async () => {
  const rollout = { ...patient, steps: [{ weight: 40, seconds: 1 }] };
  const project = await Project.open({ rollout });
  await project.first(flagged);
  project.document({ rollout, local: { strategy: 'feature-flag' } });
  project.write(`${flagged}// v2`);
  const load = project.load(0, 150);
  expect((await project.json('up', '.', '--as', 'v2')).document.deploy?.outcome).toBe('promoted');
  expect(await manyTexts(project)).toEqual(['new-checkout']);
  expect(await lostNothing(load)).toEqual({ own: 0 });

  for (const pid of project.pids()) process.kill(pid, 'SIGKILL');
  await project.when('they are back', ({ services }) => services[0]?.health === 'ok');
  expect(await manyTexts(project)).toEqual(['new-checkout']);
  expect((await project.run('recover', '.')).code).toBe(0);
  expect(await manyTexts(project)).toEqual(['new-checkout']);

  // The release before never had it; what is deployed next is ramped once more.
  const quiet = project.load(0, 100);
  expect((await project.json('rollback', '.')).document.deploy?.version).toBe('v1');
  expect(await manyTexts(project)).toEqual(['none']);
  const ramp = 'flag new-checkout on for 40 %';
  expect((await project.run('deploy', '.', '--as', 'v3', '--dry-run')).stdout).toContain(ramp);
  expect((await project.json('rollback', '.', '--to', 'v2')).code).toBe(0);
  expect(await manyTexts(project)).toEqual(['new-checkout']);
  expect((await project.run('deploy', '.', '--as', 'v3', '--dry-run')).stdout).not.toContain(ramp);
  expect(await lostNothing(quiet)).toEqual({ own: 0 });
}, 120_000);
