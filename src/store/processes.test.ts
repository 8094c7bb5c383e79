import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { Lease } from '../deliver/engine/store-port.ts';
import { bundleForTests } from '../generate/workspace/testing/bundle.ts';
import { openDatabase } from './database.ts';
import { type OpenStore, openStore } from './store.ts';
import { type Image, Images, imageOf } from './testing/images.ts';
import { entry, newFile, numbers, orders } from './testing/samples.ts';

const program = bundleForTests(new URL('testing/program.ts', import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts the program; resolves when it has said its first line. */
async function start(
  mode: 'hold' | 'write',
  file: string,
): Promise<{ child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, [program, mode, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines: string[] = [];
  child.stdout.on('data', text => lines.push(...String(text).trim().split('\n')));
  await expect.poll(() => lines.length, { timeout: 20_000 }).toBeGreaterThan(0);
  return { child, lines };
}

/** SIGSTOP, and wait until it stands still: a signal takes its time. */
async function halt(child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP');
  for (;;) {
    const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
    if (/^State:\s+T/m.test(status)) return;
    await sleep(1);
  }
}

/** The same, but not in the middle of a write: then the lock of the database would keep everybody out. */
async function haltBetweenWrites(child: ChildProcess, file: string): Promise<void> {
  const probe = openDatabase(file, 0);
  for (;;) {
    await halt(child);
    try {
      return probe.transaction(() => undefined);
    } catch (error) {
      expect(String(error)).toMatch('store-locked');
      child.kill('SIGCONT');
    }
  }
}

test('a holder that lives keeps others out; stopped past its time it is fenced when it goes on', async () => {
  const file = newFile();
  const { child, lines } = await start('hold', file);
  const store = openStore(file);
  expect(() => store.acquire(orders)).toThrow('deploy-in-progress');
  await haltBetweenWrites(child, file);
  let lease: Lease | undefined;
  while (!lease) {
    lease = tryToAcquire(store);
    await sleep(50);
  }
  expect(lease.token).toBe(2);
  store.appendNow('d1', lease.token, entry(-1));
  const before = numbers(store.entries('d1'));
  child.kill('SIGCONT');
  await expect.poll(() => lines.at(-1), { timeout: 20_000 }).toBe('fenced');
  expect(numbers(store.entries('d1'))).toEqual(before);
  expect(before.at(-1)).toBe(-1);
});

function tryToAcquire(store: OpenStore): Lease | undefined {
  try {
    return store.acquire(orders);
  } catch (error) {
    expect(String(error)).toMatch('deploy-in-progress');
    return undefined;
  }
}

/** What each deploy was acknowledged: its last number. */
function acknowledged(file: string): Map<string, number> {
  const last = new Map<string, number>();
  for (const line of readFileSync(`${file}.acknowledged`, 'latin1').split('\n').slice(0, -1)) {
    const [id = '', n] = line.split(' ');
    last.set(id, Number(n));
  }
  return last;
}

/** Every deploy has its entries from 1 on without a gap, at least the acknowledged ones, and a state that fits. */
function lookAt(store: OpenStore, promised: ReadonlyMap<string, number>): void {
  for (const [id, last] of promised) {
    const found = numbers(store.entries(id));
    expect(found).toEqual(found.map((_, index) => index + 1));
    expect(found.length).toBeGreaterThanOrEqual(last);
    const expected = Math.floor(found.length / 3) * 3;
    expect(store.lastState(id)?.state).toEqual(expected === 0 ? undefined : { n: expected });
  }
}

test('a process that is stopped at any moment leaves an image with all that was acknowledged, in order', async () => {
  const file = newFile();
  const { child } = await start('write', file);
  await expect.poll(() => acknowledged(file).size, { timeout: 20_000 }).toBe(20);
  const images = new Images();
  for (let n = 0; n < 15; n += 1) {
    await sleep(Math.random() * 60);
    await halt(child);
    const promised = acknowledged(file);
    const image: Image = imageOf(file);
    child.kill('SIGCONT');
    await images.look(image, store => lookAt(store, promised));
  }
  child.kill('SIGKILL');
  await new Promise(resolve => child.once('exit', resolve));
  const store = openStore(file);
  lookAt(store, acknowledged(file));
});

test('ten processes that open a new file at once make one store, and never share a token', async () => {
  const file = newFile();
  const all = await Promise.all(Array.from({ length: 10 }, () => take(file)));
  expect(all.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

function take(file: string): Promise<number> {
  const child = spawn(process.execPath, [program, 'take', file], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise(resolve => child.stdout.once('data', text => resolve(Number(text))));
}

const mayMount = spawnSync('unshare', ['-m', 'true']).status === 0;

test.skipIf(!mayMount)(
  'on a full disk an append says so and leaves nothing, and works again when there is room (needs `unshare -m`)',
  () => {
    const script =
      'mount -t tmpfs -o size=600k none "$1" && head -c 100000 /dev/zero > "$1/ballast" && exec "$2" "$3" fill "$1/state.db"';
    const folder = newFile().replace(/\/state\.db$/, '');
    const { stdout, stderr } = spawnSync(
      'unshare',
      ['-m', 'sh', '-c', script, 'sh', folder, process.execPath, program],
      { encoding: 'utf8' },
    );
    expect([stdout.trim(), stderr]).toEqual([
      '{"some":true,"refused":"store-full","whole":true,"next":"written"}',
      '',
    ]);
  },
);

test('a write that fails is named, and leaves what was written before it', () => {
  const script = 'ulimit -f 600 && exec "$1" "$2" fill "$3"';
  const argv = ['-c', script, 'sh', process.execPath, program, newFile()];
  const { stdout, stderr } = spawnSync('sh', argv, { encoding: 'utf8' });
  expect([stdout.trim(), stderr]).toEqual([
    '{"some":true,"refused":"store-io","whole":true,"next":"store-io"}',
    '',
  ]);
});
