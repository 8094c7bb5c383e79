import { expect, test } from 'vitest';
import { identify } from '../../src/deliver/control/processes.ts';
import { type Deploy, type Document, lostNothing, Project, saying } from './delivery-rig.ts';
import { ended } from './project.ts';

const asking = { rollout: { approveSwitch: true } };
const by = ['--by', 'anna'] as const;

interface Taken {
  readonly holder: number | null;
  readonly problems: Document['problems'];
}

/** A deploy of v2 that asks before its switch, and a way to see how it ends. */
async function awaiting(...flags: string[]) {
  const project = await Project.open();
  await project.first();
  project.document(asking);
  project.write(saying('v2'));
  const child = project.start('deploy', '.', '--as', 'v2', '--strategy', 'blue-green', '--json', ...flags);
  const done = ended(child);
  await project.until('awaiting');
  const end = async () => (JSON.parse((await done).stdout) as Document).deploy as Deploy;
  return { project, child, end };
}

test('somebody else approves from a second terminal, whoever began it cannot; the record says who it was', async () => {
  const { project, end } = await awaiting();
  const own = await project.json<Taken>('approve', '.');
  expect([own.code, own.document.problems[0]?.id]).toEqual([1, 'ask-refused']);
  expect(own.document.problems[0]?.message).toContain('began it: somebody else has to answer');
  expect((await project.json('promote', '.')).document.problems[0]?.id).toBe('ask-refused');
  expect((await project.json('resume', '.')).document.problems[0]?.message).toContain('it is not paused');
  expect(await project.text()).toBe('v1');
  expect((await project.json<Taken>('approve', '.', ...by)).code).toBe(0);
  expect(await end()).toMatchObject({ outcome: 'promoted', approvedBy: ['anna'] });
  expect(await project.text()).toBe('v2');
  expect((await project.json('approve', '.', ...by)).document.problems[0]?.id).toBe('nothing-under-way');
});

test('the waiting command says what it asks and how to answer', async () => {
  const project = await Project.open();
  await project.first();
  project.document(asking);
  project.write(saying('v2'));
  const done = ended(project.start('deploy', '.', '--as', 'v2', '--strategy', 'blue-green'));
  await project.until('awaiting');
  await project.run('reject', '.', ...by, '--reason', 'the colours are wrong');
  const { code, stderr } = await done;
  expect(code).toBe(1);
  expect(stderr).toMatch(/v2 asks: .*\?\n.*devops-flow approve \. {3}.*devops-flow reject \./);
  expect(stderr).toContain('v2 was rolled back: rejected by anna: the colours are wrong');
  expect(stderr).toContain('v1 still serves');
});

test.each([
  ['abort', 'rolled-back', 'aborted by anna', 'v1'],
  ['promote', 'promoted', '', 'v2'],
])('%s while it asks ends it as %s', async (command, outcome, reason, serves) => {
  const { project, end } = await awaiting();
  expect((await project.json<Taken>(command, '.', ...by)).code).toBe(0);
  const deploy = await end();
  expect(deploy.outcome).toBe(outcome);
  expect(deploy.reason).toContain(reason);
  expect(await project.text()).toBe(serves);
});

test('a deploy pauses and goes on; a second pause is refused', async () => {
  const project = await Project.open({
    rollout: { bakeSeconds: 1, steps: [{ weight: 30, seconds: 6 }], baseline: false },
  });
  await project.first();
  const load = project.load();
  project.write(saying('v2'));
  const done = ended(project.start('deploy', '.', '--as', 'v2', '--strategy', 'canary', '--json'));
  await project.until('baking');
  expect((await project.json<Taken>('pause', '.', ...by)).code).toBe(0);
  await project.until('paused');
  expect((await project.json<Taken>('pause', '.')).document.problems[0]?.message).toContain('by anna');
  expect((await project.json<Taken>('resume', '.')).code).toBe(0);
  expect((JSON.parse((await done).stdout) as Document).deploy?.outcome).toBe('promoted');
  expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('figures that decide nothing are measured again by retry, or settled by approve; the next step counts anew', async () => {
  const rollout = {
    steps: [
      { weight: 40, seconds: 0.3 },
      { weight: 50, seconds: 1 },
    ],
    bakeSeconds: 0.5,
  };
  const project = await Project.open({ rollout });
  await project.first();
  project.write(saying('v2'));
  // A flag has no instances of its own that could be probed: without requests nothing can be said.
  const done = ended(project.start('deploy', '.', '--as', 'v2', '--strategy', 'feature-flag', '--json'));
  await project.until('awaiting');
  expect((await project.run('status', '.')).stdout).toMatch(
    /v2: the figures decide nothing: .*devops-flow retry \., or approve, or reject/,
  );
  expect((await project.json<Taken>('retry', '.')).code).toBe(0);
  await project.until('awaiting');
  const load = project.load(0, 300);
  await new Promise(resolve => setTimeout(resolve, 500));
  expect((await project.json<Taken>('approve', '.')).code).toBe(0);
  expect((JSON.parse((await done).stdout) as Document).deploy?.outcome).toBe('promoted');
  expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('retry deploys once more what was not kept, in the same way; after a promotion there is nothing to retry', async () => {
  const { project, end } = await awaiting();
  await project.run('reject', '.', ...by);
  expect((await end()).outcome).toBe('rolled-back');
  project.write('process.exit(1)');
  const done = ended(project.start('retry', '.', '--json'));
  await project.until('awaiting');
  await project.run('approve', '.', ...by);
  const { deploy } = JSON.parse((await done).stdout) as Document;
  expect(deploy).toMatchObject({ outcome: 'promoted', version: 'v2', strategy: 'blue-green' });
  expect(await project.text()).toBe('v2');
  expect((await project.json('retry', '.')).document.problems[0]?.id).toBe('nothing-to-retry');
});

test('a newer deploy takes the place of one that is under way; without --supersede it is refused', async () => {
  const { project, end } = await awaiting();
  project.write(saying('v3'));
  const refused = await project.json('deploy', '.', '--as', 'v3');
  expect(refused.document.problems[0]?.id).toBe('deploy-in-progress');
  const newer = await project.json('deploy', '.', '--as', 'v3', '--strategy', 'rolling', '--supersede');
  expect(newer.document.deploy).toMatchObject({ outcome: 'promoted', version: 'v3' });
  expect((await end()).outcome).toBe('rolled-back');
  expect(await project.text()).toBe('v3');
});

test.each([
  ['killed', 'SIGKILL'],
  ['whose terminal is closed', 'SIGHUP'],
] as const)(
  'a deploy whose command is %s is carried on with by the supervisor, and can still be asked',
  async (_, signal) => {
    const { project, child } = await awaiting();
    child.kill(signal);
    await project.when('somebody carries it on', ({ inProgress }) => {
      const holder = inProgress?.holder ?? null;
      return holder !== null && holder !== child.pid && identify(holder) !== undefined;
    });
    expect((await project.json<Taken>('approve', '.', ...by)).code).toBe(0);
    await project.when('it has ended', ({ inProgress }) => inProgress === null);
    expect((await project.status()).deploys[0]).toMatchObject({ version: 'v2', outcome: 'promoted' });
    expect(await project.text()).toBe('v2');
  },
);

test('--detach ends the command at once; who carries it on may be killed, and it ends all the same', async () => {
  const project = await Project.open({ rollout: { bakeSeconds: 8 } });
  await project.first();
  project.write(saying('v2'));
  const load = project.load();
  const { code, document } = await project.json('deploy', '.', '--as', 'v2', '--detach');
  expect([code, document.deploy, typeof document.detached]).toEqual([0, null, 'string']);
  await project.until('baking');
  process.kill((await project.status()).inProgress?.holder ?? Number.NaN, 'SIGKILL');
  await project.when('it has ended', ({ inProgress }) => inProgress === null);
  expect((await project.status()).deploys[0]).toMatchObject({ version: 'v2', outcome: 'promoted' });
  expect(await lostNothing(load)).toEqual({ own: 0 });
});

test('Ctrl-C twice leaves the deploy to the supervisor, which undoes it', async () => {
  const { project, child } = await awaiting();
  child.kill('SIGINT');
  child.kill('SIGINT');
  await project.when('it has ended', ({ inProgress }) => inProgress === null);
  expect((await project.status()).deploys[0]?.version).toBe('v2');
  expect(await project.text()).toBe('v1');
});
