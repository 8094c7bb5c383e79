import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RunSpec } from '../../engine/ports.ts';
import { eventually, newSupervisor, request } from '../../supervisor/testing/rig.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroupHome } from './cgroup-home.ts';
import { ulimitsFor } from './limits.ts';

/** Where a cgroup version 2 is mounted and ours to write in, whatever controllers it has; or undefined. */
function unlimitedHome(): string | undefined {
  const line = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .find(mount => mount.includes(' - cgroup2 '));
  const point = line?.split(' ')[4];
  const own = /^0::(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1];
  const folder = point && own !== undefined ? join(point, own, `devops-flow-test-${process.pid}`) : undefined;
  try {
    if (folder) mkdirSync(folder);
    return folder;
  } catch {
    return undefined;
  }
}

test('a control group ends all that is in it, in whatever session, and is gone then', async context => {
  const folder = unlimitedHome();
  if (folder === undefined) return context.skip('no cgroup version 2 that we may write in');
  onTestFinished(() => {
    if (existsSync(folder)) rmdirSync(folder);
  });
  const cgroup = await Cgroup.create({ folder, controllers: [] }, 'aaa-1', { memoryBytes: 2 ** 26 });
  const child = spawn('sh', ['-c', 'read go; setsid sleep 600 & setsid sleep 600 & wait'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await cgroup.add(child.pid ?? 0);
  child.stdin?.end('go\n');
  await eventually(() => readFileSync(join(cgroup.folder, 'cgroup.procs'), 'utf8').split('\n').length === 4);
  const exited = once(child, 'exit');
  await cgroup.end();
  expect(await exited).toEqual([null, 'SIGKILL']);
  expect(existsSync(cgroup.folder)).toBe(false);
});

test('an instance that uses more memory than its limit is killed as a whole, and says so', async context => {
  const home = await findCgroupHome();
  if (typeof home === 'string' || !home.controllers.includes('memory'))
    return context.skip(`no memory limit here: ${typeof home === 'string' ? home : 'no memory controller'}`);
  const { supervisor } = newSupervisor();
  const greedy = `
    require('http').createServer((q, s) => { s.end(); if (q.url === '/eat') Buffer.alloc(2 ** 29, 1); })
      .listen(process.env.PORT, '127.0.0.1');
  `;
  const run: Partial<RunSpec> = { limits: { memoryBytes: 2 ** 27 } };
  await supervisor.ensure(request(greedy, { replicas: 1, run }));
  await supervisor.probe('aaa', ['/eat'], 1);
  const again = await eventually(() => supervisor.observe().find(({ restarts }) => restarts === 1));
  expect(again.lastExit).toBe('killed for memory (limit 128 MiB)');
});

/** Files as the kernel shows them; what the kernel does with them is not shown by these tests. */
function drawn(
  controllers: string,
  files: Record<string, string> = {},
): { mountInfo: string; ownCgroup: string; folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'cgroup-'));
  const folder = join(root, 'user.slice', 'app');
  mkdirSync(folder, { recursive: true });
  const all = {
    'cgroup.controllers': controllers,
    'cgroup.subtree_control': '',
    'cgroup.procs': '',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(folder, name), text);
  const [mountInfo, ownCgroup] = [join(root, 'mountinfo'), join(root, 'own')];
  writeFileSync(mountInfo, `24 1 0:22 / ${root} rw,relatime shared:7 - cgroup2 cgroup2 rw\n`);
  writeFileSync(ownCgroup, '4:memory:/x\n0::/user.slice/app\n');
  return { mountInfo, ownCgroup, folder };
}

test('limits are written in the words of the kernel, to the controllers that are there', async () => {
  const { folder, ...sources } = drawn('cpu io memory pids', {
    'cgroup.subtree_control': 'cpu memory pids',
  });
  const home = await findCgroupHome(sources);
  expect(home).toEqual({ folder, controllers: ['memory', 'cpu', 'pids'] });
  if (typeof home === 'string') throw new Error(home);
  const { folder: made } = await Cgroup.create(home, 'aaa-1', {
    memoryBytes: 64 << 20,
    cpus: 0.5,
    processes: 32,
  });
  const read = (name: string) => readFileSync(join(made, name), 'utf8');
  expect(read('memory.max')).toBe('67108864');
  expect(read('memory.swap.max')).toBe('0');
  expect(read('memory.oom.group')).toBe('1');
  expect(read('cpu.max')).toBe('50000 100000');
  expect(read('pids.max')).toBe('32');
  writeFileSync(join(made, 'memory.events'), 'low 0\nhigh 0\nmax 7\noom 1\noom_kill 2\noom_group_kill 1\n');
  expect(await new Cgroup(made).memoryKills()).toBe(2);
});

test('why there are no control groups is said: no controllers, or strangers in ours', async () => {
  const bare = drawn('hugetlb');
  expect(await findCgroupHome(bare)).toBe(`the cgroup ${bare.folder} has none of memory, cpu, pids`);
  const shared = drawn('memory pids', { 'cgroup.type': 'domain\n', 'cgroup.procs': '1\n' });
  expect(await findCgroupHome(shared)).toBe(`other processes live in the cgroup ${shared.folder} (pid 1)`);
  expect(await findCgroupHome({ ...bare, mountInfo: bare.ownCgroup })).toBe('no cgroup version 2 is mounted');
});

test('processes are counted on top of those that the user has already, and not at all where a control group does it', () => {
  const none = ulimitsFor({ processes: 64, openFiles: 1024 }, 'no cgroup');
  expect(none.openFiles).toBe(1024);
  expect(none.processes).toBeGreaterThan(64);
  const grouped = { folder: '/x', controllers: ['pids'] };
  expect(ulimitsFor({ processes: 64 }, grouped)).toEqual({ openFiles: undefined, processes: undefined });
});
