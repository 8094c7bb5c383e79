import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { identify } from '../../src/deliver/control/processes.ts';
import type { Instance } from '../../src/deliver/engine/ports.ts';
import { realMachine } from '../../src/deliver/machine/real/machine.ts';
import { oversight } from '../../src/deliver/targets/process/oversight.ts';
import { eventually, SupervisorRig } from './supervisor-rig.ts';

const quiet = "require('node:http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1')";

/** A process that stands for the command that drives a deploy. */
function driver(): ChildProcess {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const carryOn = (rig: SupervisorRig, script: string) => ({ argv: ['sh', '-c', script], folder: rig.folder });

async function watched(rig: SupervisorRig, script: string, method = 'watch'): Promise<ChildProcess> {
  const child = driver();
  await rig.call(method, { token: 1, ...identify(child.pid ?? 0), ...carryOn(rig, script) });
  return child;
}

async function gone(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const exists = (rig: SupervisorRig, name: string) => existsSync(join(rig.folder, name));
const oversightOf = (rig: SupervisorRig): unknown =>
  (JSON.parse(rig.read('supervisor.json')) as { oversight?: unknown }).oversight;

test('when the driver has gone without a word, what carries on is started, with secrets in its environment only', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  await rig.target.ensure(1, rig.release('aaa', { requiredVariables: ['SESAME'] }), 1);
  const child = await watched(
    rig,
    'tr "\\0" " " </proc/$$/cmdline >words; echo "$SESAME" >told; echo carried on',
  );
  await sleep(600);
  expect(exists(rig, 'told')).toBe(false);
  await gone(child);
  await eventually(async () => exists(rig, 'told') && rig.read('told') !== '');
  expect(rig.read('told')).toBe('open-sesame\n');
  expect(rig.read('words')).not.toContain('open-sesame');
  expect(rig.read('supervisor.json')).not.toContain('open-sesame');
  await eventually(async () => rig.read(join('logs', 'controller.log')) === 'carried on\n');
  // It ended well: there is nothing left to be carried on with.
  await eventually(async () => oversightOf(rig) === undefined);
});

test('a driver that has said that it is done is not replaced when it ends', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const child = await watched(rig, 'touch started');
  await rig.call('unwatch', { token: 1 });
  await gone(child);
  await sleep(3_000);
  expect(exists(rig, 'started')).toBe(false);
  expect(oversightOf(rig)).toBeUndefined();
});

test('what carries on is started again until it ends with exit code 0', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const child = await watched(rig, 'echo x >>tries; [ $(wc -l <tries) -ge 3 ]');
  await gone(child);
  await eventually(async () => oversightOf(rig) === undefined);
  expect(rig.read('tries')).toBe('x\nx\nx\n');
});

test('a supervisor that was killed goes on watching when it is started again', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const child = await watched(rig, 'touch started');
  await rig.kill();
  await rig.start();
  await gone(child);
  await eventually(async () => exists(rig, 'started'));
});

test('a driver that died together with the supervisor is missed by the next one', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const child = await watched(rig, 'touch started');
  await rig.kill();
  await gone(child);
  await rig.start();
  await eventually(async () => exists(rig, 'started'));
});

test('a driver that ends on purpose is replaced once it has gone, and not before', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const child = await watched(rig, 'touch started', 'continueDetached');
  await sleep(600);
  expect(exists(rig, 'started')).toBe(false);
  await gone(child);
  await eventually(async () => exists(rig, 'started'));
});

test('the next command takes the watch over: nothing is started in place of the one before', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  const first = await watched(rig, 'touch first');
  await gone(first);
  const seer = oversight(realMachine, rig.socket);
  await seer.watch(2, carryOn(rig, 'touch second'));
  await expect(rig.call('unwatch', { token: 1 })).rejects.toThrow('fenced');
  await sleep(3_000);
  expect([exists(rig, 'first'), exists(rig, 'second')]).toEqual([false, false]);
  await seer.unwatch(2);
  expect(oversightOf(rig)).toBeUndefined();
});

test('an instance whose port a stranger took while it was down comes back on another, and the table is written anew', async () => {
  const rig = new SupervisorRig(quiet);
  await rig.start();
  await oversight(realMachine, rig.socket).onMove(1, carryOn(rig, 'echo moved >>moved'));
  await rig.target.ensure(1, rig.release('aaa'), 1);
  const before = (await rig.target.observe())[0] as Instance;
  // What the stranger is started with must not come from us: it would be taken for a part of the instance.
  const stranger = spawn('node', ['-e', strangerOn(before.port)], { env: { PATH: process.env['PATH'] } });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  process.kill(before.pid, 'SIGKILL');
  await eventually(async () => exists(rig, 'moved'));
  await eventually(async () => (await rig.target.observe())[0]?.ready === true);
  const [after] = await rig.target.observe();
  expect(after?.port).not.toBe(before.port);
  expect(rig.read('moved')).toBe('moved\n');
  expect(rig.read('supervisor.json')).not.toContain('"due":true');
});

/** Tries until it has the port. */
const strangerOn = (port: number) => `
  const take = () => require('node:net').createServer().on('error', () => setImmediate(take)).listen(${port}, '127.0.0.1');
  take();
`;
