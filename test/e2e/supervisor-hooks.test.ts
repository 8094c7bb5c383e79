import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { HookRequest } from '../../src/deliver/engine/ports.ts';
import { eventually, SupervisorRig } from './supervisor-rig.ts';

function migration(rig: SupervisorRig, script: string): HookRequest {
  return {
    id: 'd1/3',
    deploy: 'd1',
    name: 'migration',
    argv: ['sh', '-c', script],
    folder: rig.folder,
    environment: {},
    openVariables: ['SESAME', 'NOBODY_KNOWS'],
    timeoutMs: 60_000,
  };
}

const untilGo = 'echo ran >>count; while [ ! -e go ]; do sleep 0.02; done';

async function cutOff(rig: SupervisorRig, hook: HookRequest): Promise<void> {
  await rig.start();
  const asked = rig.target.runHook(1, hook).catch((error: unknown) => error);
  await eventually(async () => existsSync(join(rig.folder, 'count')));
  await rig.kill();
  await asked;
}

test('a hook goes on without its supervisor; how it ended meanwhile is known to the next one, and it is not run again', async () => {
  const rig = new SupervisorRig('');
  const hook = migration(rig, `${untilGo}; echo "with $SESAME"; touch ended; exit 5`);
  await cutOff(rig, hook);
  writeFileSync(join(rig.folder, 'go'), '');
  await eventually(async () => existsSync(join(rig.folder, 'ended')));
  await rig.start();
  expect(await rig.target.runHook(2, hook)).toMatchObject({
    ok: false,
    code: 5,
    unknown: false,
    lastLines: ['with ***'],
  });
  expect(rig.read('count')).toBe('ran\n');
  expect(rig.read('supervisor.json')).not.toContain('open-sesame');
  await rig.kill();
  await rig.start();
  expect(await rig.target.runHook(3, hook)).toMatchObject({ code: 5 });
  expect(rig.read('count')).toBe('ran\n');
});

test('a hook that still runs is joined by the next supervisor', async () => {
  const rig = new SupervisorRig('');
  const hook = migration(rig, untilGo);
  await cutOff(rig, hook);
  await rig.start();
  const joined = rig.target.runHook(2, hook);
  writeFileSync(join(rig.folder, 'go'), '');
  expect(await joined).toMatchObject({ ok: true, code: 0 });
  expect(rig.read('count')).toBe('ran\n');
});

test('the time limit of a hook outlives its supervisor', async () => {
  const rig = new SupervisorRig('');
  const hook = { ...migration(rig, untilGo), timeoutMs: 1_500 };
  await cutOff(rig, hook);
  await rig.start();
  expect(await rig.target.runHook(2, hook)).toMatchObject({ ok: false, timedOut: true, signal: 'SIGTERM' });
});

test('a hook is stopped by its id, whoever asked for it', async () => {
  const rig = new SupervisorRig('');
  await rig.start();
  const running = rig.target.runHook(1, migration(rig, untilGo));
  await eventually(async () => existsSync(join(rig.folder, 'count')));
  await rig.target.stopHook(1, 'd1/3');
  expect(await running).toMatchObject({ ok: false, signal: 'SIGTERM', error: 'stopped', timedOut: false });
});

test('a hook that was being stopped when its supervisor died is stopped by the next one', async () => {
  const rig = new SupervisorRig('');
  const hook = migration(rig, `trap "" TERM; ${untilGo}`);
  await rig.start();
  const running = rig.target.runHook(1, hook).catch(() => 'cut off');
  await eventually(async () => existsSync(join(rig.folder, 'count')));
  const stopped = rig.target.stopHook(1, 'd1/3').catch(() => 'cut off');
  await eventually(async () => rig.read('supervisor.json').includes('"ending":"stopped"'));
  await rig.kill();
  expect(await Promise.all([running, stopped])).toEqual(['cut off', 'cut off']);
  await rig.start();
  expect(await rig.target.runHook(2, hook)).toMatchObject({ ok: false, signal: 'SIGKILL', error: 'stopped' });
});
