import { expect, onTestFinished, test, vi } from 'vitest';
import { claimFolder } from './claim.ts';
import type { SavedState } from './saved-state.ts';
import { type EnsureRequest, Supervisor } from './supervisor.ts';
import { ModelMachine } from './testing/model-machine.ts';
import type { ModelProcess, Program } from './testing/model-process.ts';
import { request } from './testing/rig.ts';

const serves: Program = process => {
  process.answers = 'ok';
};
const crash = (process: ModelProcess | undefined) => process?.end({ code: 3, signal: null });

/** One instance of group `aaa` without a live path; a machine of its own. */
const one = (run: Partial<EnsureRequest['run']> = {}): EnsureRequest =>
  request('', { replicas: 1, folder: '/app', run: { livePath: '', ...run } });

/** A supervisor whose only instance serves, on a machine where time is virtual. */
async function serving(ask = one(), program = serves) {
  const machine = new ModelMachine(program);
  const supervisor = new Supervisor('/state', machine);
  const ensured = supervisor.ensure(ask);
  await machine.clock.pass(1_000);
  expect(await ensured).toMatchObject({ ok: true });
  return { machine, supervisor, clock: machine.clock };
}

const record = ({ texts }: ModelMachine): SavedState =>
  JSON.parse(texts.get('/state/supervisor.json') ?? '{}') as SavedState;

test('a crash loop is started after 100 ms, then twice as long each time, up to 5 s', async () => {
  const { machine, supervisor, clock } = await serving();
  machine.program = crash;
  crash(machine.living[0]);
  await clock.pass(22_000);
  // Beside each pause the 1000 ms that passed before the first crash.
  expect(machine.starts).toEqual([0, 1_100, 1_300, 1_700, 2_500, 4_100, 7_300, 12_300, 17_300, 22_300]);
  expect(supervisor.observe()).toMatchObject([{ ready: false, restarts: 9, lastExit: 'exit code 3' }]);
});

test.each([
  [29_999, 'no steady life: the pause doubles', 200],
  [30_000, 'a steady one: the back-off begins anew', 100],
])('a life of %i ms is %s', async (livedMs, _, pauseMs) => {
  const { machine, clock } = await serving();
  crash(machine.living[0]);
  await clock.pass(100 + livedMs);
  expect(machine.starts).toEqual([0, 1_100]);
  crash(machine.living[0]);
  await clock.pass(pauseMs - 1);
  expect(machine.starts).toHaveLength(2);
  await clock.pass(1);
  expect(machine.starts).toEqual([0, 1_100, 1_100 + livedMs + pauseMs]);
});

test('a start is on record before it runs', async () => {
  const seen: unknown[] = [];
  const machine = new ModelMachine(process => {
    seen.push([record(machine).groups[0]?.slots[0]?.process, process.id]);
    serves(process);
  });
  const ensured = new Supervisor('/state', machine).ensure(one());
  await machine.clock.pass(1_000);
  expect(await ensured).toMatchObject({ ok: true });
  const id = { pid: 1_001, startTime: 'boot:1' };
  expect(seen).toEqual([[id, id]]);
});

test('a start that cannot be put on record never runs, and leaves nothing', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => void vi.restoreAllMocks());
  const machine = new ModelMachine(serves);
  machine.disk.sync = () => Promise.reject(new Error('EIO'));
  await expect(new Supervisor('/state', machine).ensure(one())).rejects.toThrow('EIO');
  expect([machine.starts, machine.living]).toEqual([[], []]);
});

test('a supervisor that takes over adopts what runs: nothing is started, and its end is noticed by looking', async () => {
  const { machine, clock } = await serving();
  machine.loseSupervisor();
  const heir = new Supervisor('/state', machine);
  await heir.recover();
  await clock.pass(1_000);
  expect(heir.observe()).toMatchObject([{ pid: 1_001, ready: true, restarts: 0 }]);
  expect(machine.starts).toHaveLength(1);
  crash(machine.living[0]);
  await clock.pass(1_000);
  expect(heir.observe()).toMatchObject([{ pid: 1_002, ready: true, restarts: 1, lastExit: 'ended unseen' }]);
});

test('a stranger who has got the pid of an instance is neither adopted nor signalled', async () => {
  const { machine, clock } = await serving();
  machine.loseSupervisor();
  crash(machine.living[0]);
  const stranger = machine.recycle(1_001);
  const heir = new Supervisor('/state', machine);
  await heir.recover();
  await clock.pass(1_000);
  expect(heir.observe()).toMatchObject([{ pid: 1_003, ready: true, restarts: 1 }]);
  const stopped = heir.stop(1, 'aaa', 9);
  await clock.pass(1_000);
  await stopped;
  expect([machine.living, machine.signals]).toEqual([[stranger], ['2000 SIGTERM 1003']]);
});

test('stop is SIGTERM, the grace time, SIGKILL', async () => {
  const { machine, supervisor, clock } = await serving(one({ graceMs: 10_000 }), process => {
    serves(process);
    process.onTerm = () => undefined;
  });
  const stopped = supervisor.stop(1, 'aaa', 9);
  await clock.pass(9_999);
  expect(machine.signals).toEqual(['1000 SIGTERM 1001']);
  expect(record(machine).groups[0]?.slots[0]).toMatchObject({ leaving: true });
  await clock.pass(1);
  await stopped;
  expect(machine.signals).toEqual(['1000 SIGTERM 1001', '11000 SIGKILL 1001']);
  expect(machine.living).toEqual([]);
});

test('an instance that ends within the grace time is not killed', async () => {
  const { machine, supervisor, clock } = await serving(one({ graceMs: 10_000 }), process => {
    serves(process);
    process.onTerm = () => void machine.clock.alarm(4_000, () => process.end({ code: 0, signal: null }));
  });
  const stopped = supervisor.stop(1, 'aaa', 9);
  await clock.pass(20_000);
  await stopped;
  expect(machine.signals).toEqual(['1000 SIGTERM 1001']);
});

const hour = 3_600_000;

test.each([
  ['at its hour', 0, hour, 30_000],
  ['soon when the clock was set past its hour', 2 * hour, 1, 30_000],
  ['later when the clock was set back', -hour, 2 * hour, 30_000],
])('a warm release is stopped %s', async (_, jumpMs, waitMs, lateMs) => {
  const { machine, supervisor, clock } = await serving();
  await supervisor.stopAt(1, 'aaa', clock.now() + hour);
  clock.jump(jumpMs);
  await clock.pass(waitMs - 1);
  expect(machine.living).toHaveLength(1);
  await clock.pass(lateMs + 1);
  expect(machine.living).toEqual([]);
});

test('a warm release is stopped by the next supervisor when its hour came while there was none', async () => {
  const { machine, supervisor, clock } = await serving();
  await supervisor.stopAt(1, 'aaa', clock.now() + hour);
  machine.loseSupervisor();
  await clock.pass(2 * hour);
  expect(machine.living).toHaveLength(1);
  await new Supervisor('/state', machine).recover();
  await clock.pass(1_000);
  expect(machine.living).toEqual([]);
});

test('a warm release that is wanted again stays', async () => {
  const { machine, supervisor, clock } = await serving();
  await supervisor.stopAt(1, 'aaa', clock.now() + hour);
  const ensured = supervisor.ensure(one());
  await clock.pass(2 * hour);
  await ensured;
  expect(machine.living).toHaveLength(1);
});

test('an instance that starts slowly after a crash gets three times the time that a deploy gives it', async () => {
  const { machine, supervisor, clock } = await serving(one({ readyTimeoutMs: 10_000 }));
  machine.program = process => void clock.alarm(29_000, () => serves(process));
  crash(machine.living[0]);
  await clock.pass(28_000);
  expect(supervisor.observe()).toMatchObject([{ ready: false, restarts: 1 }]);
  await clock.pass(2_000);
  expect(supervisor.observe()).toMatchObject([{ ready: true, restarts: 1, pid: 1_002 }]);
});

test('an instance that hangs at its start after a crash is killed then, and started once more', async () => {
  const { machine, supervisor, clock } = await serving(one({ readyTimeoutMs: 10_000 }));
  machine.program = () => undefined;
  crash(machine.living[0]);
  await clock.pass(30_000);
  expect(machine.signals).toEqual([]);
  machine.program = serves;
  await clock.pass(1_000);
  expect(machine.signals).toEqual([expect.stringMatching(/^311\d\d SIGKILL 1002$/)]);
  expect(supervisor.observe()).toMatchObject([{ ready: true, restarts: 2, pid: 1_003 }]);
});

test('an instance that answers no more is killed after three bad answers of its live path', async () => {
  const { machine, supervisor, clock } = await serving(one({ livePath: '/live', probeTimeoutMs: 500 }));
  await clock.pass(2_000);
  for (const process of machine.living) process.answers = 'never';
  await clock.pass(10_000);
  expect(machine.signals).toEqual([expect.stringMatching(/SIGKILL 1001$/)]);
  expect(supervisor.observe()).toMatchObject([
    {
      restarts: 1,
      ready: true,
      lastExit: 'hung; GET /live, three times in a row: no answer within 500 ms',
    },
  ]);
});

test('an instance that answers no more before it was first asked for its live path is killed, too', async () => {
  const { machine, supervisor, clock } = await serving(one({ livePath: '/live', probeTimeoutMs: 500 }));
  for (const process of machine.living) process.answers = 'never';
  await clock.pass(15_000);
  expect(machine.signals).toEqual([expect.stringMatching(/SIGKILL 1001$/)]);
  expect(supervisor.observe()).toMatchObject([{ restarts: 1, ready: true }]);
});

test('a state folder has one supervisor; the claim of one that died counts for nothing, whoever has its pid now', async () => {
  const machine = new ModelMachine(serves);
  const giveBack = await claimFolder(machine, '/state');
  await expect(claimFolder(machine, '/state')).rejects.toThrow('supervisor-running');
  await giveBack();
  machine.texts.set('/state/supervisor.pid', JSON.stringify({ pid: 1, startTime: 'before' }));
  await claimFolder(machine, '/state');
  expect(machine.texts.get('/state/supervisor.pid')).toBe('{"pid":1,"startTime":"first"}');
});
