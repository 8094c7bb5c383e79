import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { identify } from '../../src/deliver/control/processes.ts';
import type { Instance } from '../../src/deliver/engine/ports.ts';
import { realMachine } from '../../src/deliver/machine/real/machine.ts';
import { markedProcesses } from '../../src/deliver/supervisor/marked.ts';
import { eventually, SupervisorRig } from './supervisor-rig.ts';

/**
 * A service of which two at a time cannot go unseen: each holds a name that the kernel gives to one process only, and
 * gives back when that one ends. A child in a session of its own stands for what escapes a process group.
 */
const jealous = `
  const { createServer } = require('node:net');
  const name = process.env.DEVOPS_FLOW_INSTANCE;
  const say = word => require('node:fs').writeFileSync('TWICE', name + ' ' + process.pid + ' ' + word);
  createServer().on('error', say).listen('\\0' + name);
  require('node:child_process').spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' });
  const server = require('node:http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), 30));
`;

const crashes = 100;

/** mulberry32: a small generator whose seed says it all. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Processes of instances that are at the head of their process group, by instance. */
async function leaders(folder: string): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  for (const { process, instance } of await markedProcesses(realMachine.processes, folder))
    found.set(instance, [...(found.get(instance) ?? []), process.pid]);
  return found;
}

test('a supervisor that is killed at a hundred moments of starts and stops leaves nothing that nobody knows', async () => {
  const rig = new SupervisorRig(jealous);
  const next = random(20_261_122);
  const ignore = () => undefined;
  await rig.start();
  await rig.target.ensure(0, rig.release('steady'), 1);
  const [steady] = await rig.target.observe();
  await rig.kill();
  for (let crash = 1; crash <= crashes; crash += 1) {
    await rig.start();
    const settled = async () => {
      const known = (await rig.call<Instance[]>('observe')) ?? [];
      if (known.some(({ pid, ready }) => !ready || identify(pid) === undefined)) return false;
      const running = await leaders(rig.folder);
      const ids = known.map(({ id }) => id).sort();
      const isKnown = known.every(({ id, pid }) => running.get(id)?.includes(pid));
      // The service and its child, and nothing of an instance that is not known.
      return (
        isKnown &&
        JSON.stringify([...running.keys()].sort()) === JSON.stringify(ids) &&
        [...running.values()].every(pids => pids.length === 2)
      );
    };
    await eventually(settled);
    expect(existsSync(join(rig.folder, 'TWICE')) ? rig.read('TWICE') : 'never twice').toBe('never twice');

    // Nobody asked anything of this one: it is adopted each time, and runs on as it was.
    const here = (await rig.target.observe()).find(({ group }) => group === 'steady');
    expect(here).toEqual(steady);

    const acts = [
      () => rig.target.ensure(crash, rig.release('aaa'), 1 + Math.floor(next() * 3)),
      () => rig.target.ensure(crash, rig.release('aaa'), 1, 'aaa~baseline'),
      () => rig.target.ensure(crash, rig.release('bbb'), 2),
      () => rig.target.trim(crash, 'aaa', 1),
      () => rig.target.stop(crash, 'bbb'),
      () => rig.target.stop(crash, 'aaa~baseline'),
      () => rig.target.stop(crash, 'aaa'),
    ];
    const chosen = Array.from({ length: 2 }, () => acts[Math.floor(next() * acts.length)]);
    const under = chosen.map(async act => act?.().catch(ignore));
    await sleep(next() * 250);
    await rig.kill();
    await Promise.all(under);
  }
  await rig.start();
  for (const group of ['aaa', 'aaa~baseline', 'bbb', 'steady']) await rig.target.stop(crashes + 1, group);
  expect(await markedProcesses(realMachine.processes, rig.folder)).toEqual([]);
  await rig.call('shutDown', { token: crashes + 1 });
}, 600_000);

/** Writes a line for each start, and takes a second to end. */
const slowToEnd = `
  require('node:fs').appendFileSync('starts', process.env.DEVOPS_FLOW_INSTANCE.split('#')[1] + '\\n');
  require('node:http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => setTimeout(() => process.exit(0), 1000));
`;

test('a stop and a trim that were cut off are carried through by the next supervisor, whoever asks for them again', async () => {
  const rig = new SupervisorRig(slowToEnd);
  await rig.start();
  await rig.target.ensure(1, rig.release('aaa', { graceMs: 20_000 }), 2);
  await rig.target.ensure(1, rig.release('bbb', { graceMs: 20_000 }), 1);
  const asked = [rig.target.stop(1, 'bbb'), rig.target.trim(1, 'aaa', 1)].map(one =>
    one.catch(() => 'cut off'),
  );
  await eventually(async () => rig.read('supervisor.json').split('"leaving":true').length === 3);
  await rig.kill();
  expect(await Promise.all(asked)).toEqual(['cut off', 'cut off']);
  await rig.start();
  await eventually(async () => (await markedProcesses(realMachine.processes, rig.folder)).length === 1);
  await sleep(500);
  expect((await rig.target.observe()).map(({ id }) => id)).toEqual(['aaa-1']);
  expect((await markedProcesses(realMachine.processes, rig.folder)).map(({ instance }) => instance)).toEqual([
    'aaa-1',
  ]);
  expect(rig.read('starts').split('\n').sort()).toEqual(['', 'aaa-1', 'aaa-2', 'bbb-1']);
  await rig.target.stop(2, 'aaa');
});
