import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identify } from '../control/processes.ts';
import { realMachine } from '../machine/real/machine.ts';
import type { HookOrder } from './hook-record.ts';
import { Hooks } from './hooks.ts';

function newHooks(folder = mkdtempSync(join(tmpdir(), 'hooks-'))): { hooks: Hooks; folder: string } {
  const hooks = new Hooks({
    machine: realMachine,
    folder,
    logFolder: join(folder, 'logs'),
    changed: async () => undefined,
  });
  return { hooks, folder };
}

function order(folder: string, script: string, more: Partial<HookOrder> = {}): HookOrder {
  return {
    id: 'd1/3',
    deploy: 'd1',
    name: 'migration',
    argv: ['sh', '-c', script],
    folder,
    environment: {},
    secrets: {},
    timeoutMs: 20_000,
    ...more,
  };
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');

async function eventually<T>(look: () => T | undefined | false): Promise<T> {
  for (let i = 0; i < 500; i += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('it never happened');
}

test('a hook that ends with 0 is good, and its output is kept under its deploy and name', async () => {
  const { hooks, folder } = newHooks();
  const result = await hooks.run(order(folder, 'echo one; echo two >&2'));
  expect(result).toEqual({
    ok: true,
    code: 0,
    signal: null,
    timedOut: false,
    unknown: false,
    tookMs: expect.any(Number),
    logFile: join(folder, 'logs', 'hooks', 'd1', 'migration.log'),
    lastLines: ['one', 'two'],
  });
  expect(readFileSync(result.logFile, 'utf8')).toBe('one\ntwo\n');
});

test('a hook that fails says with which code, or by which signal', async () => {
  const { hooks, folder } = newHooks();
  expect(await hooks.run(order(folder, 'exit 7'))).toMatchObject({ ok: false, code: 7, signal: null });
  const killed = await hooks.run(order(folder, 'kill -KILL $$', { id: 'd1/4' }));
  expect(killed).toMatchObject({ ok: false, code: null, signal: 'SIGKILL', unknown: false });
});

test('a hook whose program does not exist is not run, and says so again when it is asked for again', async () => {
  const { hooks, folder } = newHooks();
  const ask = order(folder, '', { argv: ['no-such-program'] });
  for (const _ of [1, 2])
    expect(await hooks.run(ask)).toMatchObject({
      ok: false,
      code: null,
      error: 'spawn no-such-program ENOENT',
      unknown: false,
    });
});

test('words of a hook are no shell text, whatever stands in them', async () => {
  const { hooks, folder } = newHooks();
  const words = ['$(touch hacked)', '; touch hacked', "it's", '"', '-n', '*', ''];
  const show = 'console.log(JSON.stringify(process.argv.slice(1)))';
  const result = await hooks.run(order(folder, '', { argv: ['node', '-e', show, '--', ...words] }));
  expect(JSON.parse(result.lastLines[0] ?? '')).toEqual(words);
  expect(existsSync(join(folder, 'hacked'))).toBe(false);
});

test('asked for again, a hook is joined while it runs, and its result is given afterwards: it never runs twice', async () => {
  const { hooks, folder } = newHooks();
  const ask = order(folder, 'echo ran >>count; while [ ! -e go ]; do sleep 0.02; done');
  const asked = [hooks.run(ask), hooks.run(ask)];
  await eventually(() => existsSync(join(folder, 'count')));
  asked.push(hooks.run(ask));
  writeFileSync(join(folder, 'go'), '');
  expect((await Promise.all(asked)).map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(await hooks.run(ask)).toMatchObject({ ok: true, code: 0 });
  expect(read(folder, 'count')).toBe('ran\n');
});

test('a hook gets the base environment, what it is given and open variables; no secret is shown or saved', async () => {
  const { hooks, folder } = newHooks();
  process.env['SOMEBODYS_TOKEN'] = 'do-not-pass';
  const ask = order(folder, 'echo "$GREETING $API_KEY [$SOMEBODYS_TOKEN] $HOME"', {
    environment: { GREETING: 'hello' },
    secrets: { API_KEY: 'sesame-open' },
  });
  const { lastLines, logFile } = await hooks.run(ask);
  expect(lastLines).toEqual([`hello *** [] ${process.env['HOME'] ?? ''}`]);
  expect(readFileSync(logFile, 'utf8')).toBe(`${lastLines[0]}\n`);
  expect(statSync(logFile).mode & 0o777).toBe(0o600);
  expect(JSON.stringify(hooks.saved)).not.toContain('sesame-open');
});

test('past its time limit a hook gets SIGTERM, and says that it ran out of time even when it ends with 0', async () => {
  const { hooks, folder } = newHooks();
  const script =
    "process.on('SIGTERM', () => { console.log('bye'); process.exit(0); }); setInterval(() => 0, 9)";
  const ask = order(folder, '', { argv: ['node', '-e', script], timeoutMs: 700 });
  expect(await hooks.run(ask)).toMatchObject({ ok: false, code: 0, timedOut: true, lastLines: ['bye'] });
});

test('a hook that ignores SIGTERM is killed with all that it started', async () => {
  const { hooks, folder } = newHooks();
  const script = 'trap "" TERM; sleep 600 & echo $! >child; wait; sleep 600';
  const running = hooks.run(order(folder, script));
  const child = await eventually(() => existsSync(join(folder, 'child')) && Number(read(folder, 'child')));
  await hooks.stop('d1/3');
  expect(await running).toMatchObject({ ok: false, signal: 'SIGKILL', timedOut: false, error: 'stopped' });
  await eventually(() => identify(child) === undefined);
});

test('a hook that was stopped before it was asked for does not run any more', async () => {
  const { hooks, folder } = newHooks();
  await hooks.stop('d1/3');
  expect(await hooks.run(order(folder, 'echo ran >count'))).toMatchObject({
    ok: false,
    error: 'stopped before it ran',
  });
  expect(existsSync(join(folder, 'count'))).toBe(false);
});

test('of a flood of output at most 10 MB are kept, the last ones', async () => {
  const { hooks, folder } = newHooks();
  const flood = 'i=0; while [ $i -lt 40 ]; do head -c 1000000 /dev/zero; i=$((i+1)); done; echo end';
  const { logFile, lastLines } = await hooks.run(order(folder, flood));
  expect(statSync(logFile).size).toBeLessThanOrEqual(10 * 1024 * 1024);
  expect(lastLines.at(-1)).toMatch(/end$/);
});

test('where the machine went down meanwhile the result is unknown, and neither good nor run again', async () => {
  const { hooks, folder } = newHooks();
  const process = { pid: 999_999, startTime: 'another boot:1' };
  hooks.adopt([{ id: 'd1/3', log: 'hooks/d1/x.log', startedAt: 1, timeoutMs: 1_000, process }]);
  expect(await hooks.run(order(folder, 'echo ran >count'))).toMatchObject({
    ok: false,
    code: null,
    signal: null,
    unknown: true,
  });
  expect(existsSync(join(folder, 'count'))).toBe(false);
});

test('a hook that a dead supervisor had not let go yet has not run, and runs now', async () => {
  const { hooks, folder } = newHooks();
  hooks.adopt([{ id: 'd1/3', log: 'hooks/d1/x.log', startedAt: 1, timeoutMs: 1_000 }]);
  expect(await hooks.run(order(folder, 'echo ran'))).toMatchObject({ ok: true, lastLines: ['ran'] });
});

test('a name cannot lead out of the folder of the logs', async () => {
  const { hooks, folder } = newHooks();
  const { logFile } = await hooks.run(order(folder, 'echo x', { deploy: '../../..', name: '../../etc/x' }));
  expect(logFile).toBe(join(folder, 'logs', 'hooks', '__.._..', '__.._etc_x.log'));
});
