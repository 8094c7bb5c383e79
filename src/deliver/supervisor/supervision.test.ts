import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { identify } from '../control/processes.ts';
import { realDisk } from '../durable/disk.ts';
import { realMachine } from '../machine/real/machine.ts';
import { markedProcesses } from './marked.ts';
import { eventually, good, newSupervisor, request } from './testing/rig.ts';

const runs = (pid: number | undefined) => identify(pid ?? 0) !== undefined;
const answering = "require('http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1');";

test('an instance that accepts and never answers its live path is killed after three bad answers, and starts again', async () => {
  const { supervisor } = newSupervisor(undefined, { timing: { liveEveryMs: 50 } });
  const hangs = `
    const fs = require('fs');
    const first = !fs.existsSync('first');
    fs.writeFileSync('first', '');
    let asked = 0;
    require('http').createServer((q, s) => {
      if (q.url === '/live') asked += 1;
      if (!first || asked < 3) s.end();
    }).listen(process.env.PORT, '127.0.0.1');
  `;
  await supervisor.ensure(request(hangs, { replicas: 1, run: { probeTimeoutMs: 100 } }));
  const [before] = supervisor.observe();
  const after = await eventually(() =>
    supervisor.observe().find(({ pid, ready }) => ready && pid !== before?.pid),
  );
  expect(after).toMatchObject({
    restarts: 1,
    port: before?.port,
    lastExit: 'hung; GET /live, three times in a row: no answer within 100 ms',
  });
});

test('a live path that never answered 200 is no measure: the instance is left alone', async () => {
  const { supervisor } = newSupervisor(undefined, { timing: { liveEveryMs: 20 } });
  const lacks = `
    let asked = 0;
    require('http').createServer((q, s) => {
      if (q.url === '/live') require('fs').writeFileSync('asked', String(asked += 1));
      s.writeHead(q.url === '/live' ? 404 : 200).end();
    }).listen(process.env.PORT, '127.0.0.1');
  `;
  const ask = request(lacks, { replicas: 1 });
  await supervisor.ensure(ask);
  const [before] = supervisor.observe();
  await eventually(() => Number(readOr(join(ask.folder, 'asked'), '0')) >= 6);
  expect(supervisor.observe()).toEqual([before]);
});

test('an instance that drains is not asked whether it lives: it ends when it is done', async () => {
  const { supervisor } = newSupervisor(undefined, { timing: { liveEveryMs: 20 } });
  const drains = `
    let draining = false;
    const server = require('http').createServer((q, s) => { if (!draining) s.end(); }).listen(process.env.PORT, '127.0.0.1');
    process.on('SIGTERM', () => {
      draining = true;
      setTimeout(() => { require('fs').writeFileSync('done', ''); process.exit(0); }, 600);
    });
  `;
  const ask = request(drains, { replicas: 1, run: { probeTimeoutMs: 20, graceMs: 10_000 } });
  await supervisor.ensure(ask);
  await sleep(100);
  await supervisor.stop(1, 'aaa', 9);
  expect(existsSync(join(ask.folder, 'done'))).toBe(true);
});

test('an instance that flaps is ready between its crashes, and says how it ended', async () => {
  const { supervisor } = newSupervisor(undefined, { timing: { firstMs: 20 } });
  const flaps = `${answering} require('fs').appendFileSync('starts', 'x'); process.on('SIGUSR2', () => process.exit(3));`;
  const ask = request(flaps, { replicas: 1 });
  await supervisor.ensure(ask);
  for (let crash = 1; crash <= 3; crash += 1) {
    const { pid } = await eventually(() => supervisor.observe().find(({ ready }) => ready));
    process.kill(pid, 'SIGUSR2');
    await eventually(() => supervisor.observe().find(({ restarts }) => restarts === crash));
  }
  expect(await eventually(() => supervisor.observe().find(({ ready }) => ready))).toMatchObject({
    restarts: 3,
    lastExit: 'exit code 3',
  });
  expect(readFileSync(join(ask.folder, 'starts'), 'utf8')).toBe('xxxx');
});

test('a start that is asked for while the back-off of a crash is about to make one does not make two', async () => {
  const { supervisor, folder } = newSupervisor(undefined, { timing: { firstMs: 30 } });
  const ask = request(good, { replicas: 1 });
  await supervisor.ensure(ask);
  for (let round = 0; round < 16; round += 1) {
    process.kill(supervisor.observe()[0]?.pid ?? 0, 'SIGKILL');
    // From the moment of its death to that of the next start.
    await sleep(round < 8 ? round % 3 : round * 4);
    expect(await supervisor.ensure(ask)).toMatchObject({ ok: true });
    await sleep(60);
    expect(await markedProcesses(realMachine.processes, folder)).toHaveLength(1);
  }
});

test('children of an instance end with it, in whatever session they are; so does a fork bomb', async () => {
  const { supervisor, folder } = newSupervisor();
  const parent = `
    const { spawn } = require('child_process');
    spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref();
    spawn('sh', ['-c', 'trap "" TERM; f() { sleep 600 & [ $1 -gt 60 ] || f $(($1 + 1)); wait; }; f 1'], { stdio: 'ignore' });
    ${answering}
    process.on('SIGTERM', () => process.exit(0));
  `;
  await supervisor.ensure(request(parent, { replicas: 1 }));
  await eventually(() => inGroup(supervisor.observe()[0]?.pid) > 30);
  expect((await markedProcesses(realMachine.processes, folder)).length).toBeGreaterThan(3);
  await supervisor.stop(1, 'aaa', 9);
  expect(await markedProcesses(realMachine.processes, folder)).toEqual([]);
});

test('children of an instance that crashes are gone before it is started again: they would hold its port', async () => {
  const { supervisor } = newSupervisor();
  const holds = `
    const { spawn } = require('child_process');
    const listen = "require('http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1')";
    spawn('node', ['-e', listen], { detached: true, stdio: 'ignore' });
  `;
  const ask = request(`${holds} setInterval(() => 0, 1000)`, { replicas: 1 });
  await supervisor.ensure(ask);
  const before = supervisor.observe()[0];
  process.kill(before?.pid ?? 0, 'SIGKILL');
  const after = await eventually(() =>
    supervisor.observe().find(({ ready, restarts }) => ready && restarts > 0),
  );
  expect(after.port).toBe(before?.port);
});

test('what cannot be put on record does not run', async () => {
  let full = false;
  const disk = {
    ...realDisk,
    write: (path: string, text: string) =>
      full ? Promise.reject(new Error('ENOSPC')) : realDisk.write(path, text),
  };
  const { supervisor, folder } = newSupervisor(undefined, { machine: { disk } });
  full = true;
  const ask = request(`require('fs').writeFileSync('ran', ''); ${good}`, { replicas: 1 });
  await expect(supervisor.ensure(ask)).rejects.toThrow('ENOSPC');
  full = false;
  expect(existsSync(join(ask.folder, 'ran'))).toBe(false);
  expect(await markedProcesses(realMachine.processes, folder)).toEqual([]);
});

test('a folder that is gone is named, and not taken for a missing command', async () => {
  const { supervisor } = newSupervisor();
  expect(await supervisor.ensure({ ...request(good), folder: '/no/such/folder' })).toMatchObject({
    ok: false,
    failure: { reason: 'cannot-start', error: 'node: the folder /no/such/folder does not exist' },
  });
});

test('the same release runs as two groups, each with its own instances, logs and end', async () => {
  const { supervisor, folder } = newSupervisor();
  const ask = request(`console.log('up'); ${good}`, { replicas: 1 });
  await supervisor.ensure(ask);
  await supervisor.ensure({ ...ask, group: 'aaa~baseline' });
  expect(supervisor.observe().map(({ id, release, group }) => [id, release, group])).toEqual([
    ['aaa-1', 'aaa', 'aaa'],
    ['aaa~baseline-1', 'aaa', 'aaa~baseline'],
  ]);
  expect(readFileSync(join(folder, 'logs', 'aaa~baseline', 'aaa~baseline-1.log'), 'utf8')).toBe('up\n');
  const [canary, baseline] = supervisor.observe();
  await supervisor.stop(1, 'aaa~baseline', 9);
  expect([runs(canary?.pid), runs(baseline?.pid)]).toEqual([true, false]);
});

test('the number of open files is limited where that is asked for, and what is in force is told', async () => {
  const { supervisor } = newSupervisor();
  const run = { limits: { openFiles: 512, memoryBytes: 2 ** 28 } };
  await supervisor.ensure(request(good, { replicas: 1, run }));
  const [instance] = supervisor.observe();
  const limits = readFileSync(`/proc/${instance?.pid}/limits`, 'latin1');
  expect(limits).toMatch(/^Max open files +512 +512/m);
  expect(instance?.limits?.applied).toContain('open files 512');
  const told = [...(instance?.limits?.applied ?? []), instance?.limits?.missing].join('; ');
  expect(told).toContain('memory 256 MiB');
});

/** Living processes of the process group of this pid. */
const inGroup = (pid = 0): number =>
  Number(spawnSync('pgrep', ['-c', '-g', String(pid)], { encoding: 'utf8' }).stdout);

function readOr(file: string, otherwise: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise;
}
