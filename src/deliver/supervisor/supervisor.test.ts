import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identify } from '../control/processes.ts';
import type { Instance } from '../engine/ports.ts';
import { eventually, good, newSupervisor, request } from './testing/rig.ts';

function fetchJson(port: number): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    get({ port, host: '127.0.0.1', agent: false }, response => {
      let text = '';
      response.on('data', chunk => (text += chunk));
      response.on('end', () => resolve(JSON.parse(text) as Record<string, string>));
    }).on('error', reject);
  });
}

const alive = (instance: Instance | undefined) => identify(instance?.pid ?? 0) !== undefined;

test('instances run on ports of their own below the ephemeral range, and ensuring again starts nothing', async () => {
  const { supervisor } = newSupervisor();
  const ask = request(good);
  expect(await supervisor.ensure(ask)).toMatchObject({ ok: true });
  const instances = supervisor.observe();
  expect(instances.map(instance => instance.ready)).toEqual([true, true]);
  const ports = instances.map(instance => instance.port);
  expect(new Set(ports).size).toBe(2);
  expect(Math.max(...ports)).toBeLessThan(32_768);
  await supervisor.ensure(ask);
  expect(supervisor.observe().map(instance => instance.pid)).toEqual(instances.map(instance => instance.pid));
});

test('an instance gets its declared variables and nothing else of ours; a secret is never written to the state', async () => {
  const { supervisor, folder } = newSupervisor();
  process.env['SOMEBODYS_TOKEN'] = 'do-not-pass';
  const ask = request(good, {
    replicas: 1,
    environment: { LOG_LEVEL: 'info' },
    secrets: { API_KEY: 'sesame-open' },
  });
  await supervisor.ensure(ask);
  const seen = await fetchJson(supervisor.observe()[0]!.port);
  expect(seen).toMatchObject({ LOG_LEVEL: 'info', API_KEY: 'sesame-open' });
  expect(seen['SOMEBODYS_TOKEN']).toBeUndefined();
  expect(readFileSync(join(folder, 'supervisor.json'), 'utf8')).not.toContain('sesame-open');
});

test('a service that exits at once is reported with exit code, last probe answer and last log lines; nothing is left', async () => {
  const { supervisor } = newSupervisor();
  const result = await supervisor.ensure(
    request("console.log('line 1'); console.error('no database'); process.exit(3)"),
  );
  expect(result).toEqual({
    ok: false,
    failure: {
      reason: 'exited',
      exitCode: 3,
      signal: null,
      lastProbe: expect.any(String),
      lastLines: ['line 1', 'no database'],
    },
  });
  expect(supervisor.observe()).toEqual([]);
});

test('a port that somebody else takes first is not a failure: the instance gets another', async () => {
  const { supervisor, folder } = newSupervisor();
  const marker = join(folder, 'collided');
  const unlucky = `
    const fs = require('node:fs');
    if (!fs.existsSync(${JSON.stringify(marker)})) {
      // The first time a stranger listens on our port before we do.
      fs.writeFileSync(${JSON.stringify(marker)}, process.env.PORT);
      const stranger = "require('node:net').createServer().listen(process.env.PORT, '127.0.0.1'); setTimeout(() => process.exit(), 2000)";
      require('node:child_process').spawn(process.execPath, ['-e', stranger], { detached: true, stdio: 'ignore', env: { PORT: process.env.PORT } }).unref();
      setTimeout(() => require('node:http').createServer().listen(process.env.PORT, '127.0.0.1'), 500);
    } else {
      ${good}
    }
  `;
  expect(await supervisor.ensure(request(unlucky, { replicas: 1 }))).toMatchObject({ ok: true });
  expect(String(supervisor.observe()[0]!.port)).not.toBe(readFileSync(marker, 'utf8'));
});

test('a service that never becomes ready is reported with the last answer of its probe, and stopped', async () => {
  const { supervisor } = newSupervisor();
  const never =
    "require('http').createServer((q, s) => { s.statusCode = 503; s.end('warming up'); }).listen(process.env.PORT)";
  const result = await supervisor.ensure(request(never, { run: { readyTimeoutMs: 700 } }));
  expect(result).toMatchObject({ ok: false, failure: { reason: 'not-ready', lastProbe: '503 warming up' } });
  expect(supervisor.observe()).toEqual([]);
});

test('a start command that does not exist is reported as such', async () => {
  const { supervisor } = newSupervisor();
  const result = await supervisor.ensure(request(good, { run: { command: ['no-such-program'] } }));
  expect(result).toMatchObject({
    ok: false,
    failure: { reason: 'command-missing', error: 'no-such-program' },
  });
});

test('an instance that is killed is started again on its port', async () => {
  const { supervisor } = newSupervisor();
  await supervisor.ensure(request(good));
  const before = supervisor.observe()[0]!;
  process.kill(before.pid, 'SIGKILL');
  const after = await eventually(() =>
    supervisor.observe().find(({ id, pid, ready }) => id === before.id && pid !== before.pid && ready),
  );
  expect(after).toMatchObject({ port: before.port, restarts: 1 });
});

test('stop lets an instance finish, kills one that ignores SIGTERM after the grace time, and what it started too', async () => {
  const { supervisor, folder } = newSupervisor();
  const stubborn = `
    process.on('SIGTERM', () => {});
    const child = require('child_process').spawn('sleep', ['600']);
    require('fs').writeFileSync(${JSON.stringify(join(folder, 'child'))}, String(child.pid));
    require('http').createServer((q, s) => s.end()).listen(process.env.PORT);
  `;
  await supervisor.ensure(request(stubborn, { replicas: 1 }));
  const instance = supervisor.observe()[0];
  const child = Number(readFileSync(join(folder, 'child'), 'utf8'));
  expect([alive(instance), identify(child) !== undefined]).toEqual([true, true]);
  await supervisor.stop(1, 'aaa', 9);
  expect(alive(instance)).toBe(false);
  await eventually(() => identify(child) === undefined);
});

test('an instance is told to stop once, however often it is asked for: the second SIGTERM would cut it short', async () => {
  const { supervisor, folder } = newSupervisor();
  const file = join(folder, 'signals');
  const counting = `
    const http = require('http').createServer((q, s) => s.end()).listen(process.env.PORT);
    process.on('SIGTERM', () => {
      require('fs').appendFileSync(${JSON.stringify(file)}, 'TERM ');
      setTimeout(() => process.exit(0), 200);
    });
  `;
  await supervisor.ensure(request(counting, { replicas: 1 }));
  await Promise.all([supervisor.stop(1, 'aaa', 9), supervisor.stop(1, 'aaa', 9)]);
  expect(readFileSync(file, 'utf8')).toBe('TERM ');
});

test('a stop that comes while instances are still starting ends the start', async () => {
  const { supervisor } = newSupervisor();
  const slow =
    "setTimeout(() => require('http').createServer((q, s) => s.end()).listen(process.env.PORT), 60000)";
  const starting = supervisor.ensure(request(slow, { run: { readyTimeoutMs: 60_000 } }));
  await eventually(
    () => supervisor.observe().every(instance => instance.pid > 0) && supervisor.observe().length === 2,
  );
  await supervisor.stop(1, 'aaa', 9);
  expect(await starting).toMatchObject({ ok: false });
  expect(supervisor.observe()).toEqual([]);
});

test('a supervisor that takes over adopts what still runs, and starts again what has died meanwhile', async () => {
  const { supervisor, folder } = newSupervisor();
  const ask = request(good);
  await supervisor.ensure(ask);
  const [first, second] = supervisor.observe();
  // The first supervisor is gone as far as this folder is concerned; its state is what counts.
  const state = readFileSync(join(folder, 'supervisor.json'), 'utf8');
  const heir = mkdtempSync(join(tmpdir(), 'sup-'));
  writeFileSync(join(heir, 'supervisor.json'), state.replace(String(second!.pid), '1'));
  const { supervisor: successor } = newSupervisor(heir);
  await successor.recover();
  await eventually(
    () => successor.observe().filter(instance => instance.id === first!.id && instance.ready).length === 1,
  );
  expect(successor.observe()[0]!.pid).toBe(first!.pid);
  await successor.stop(1, 'aaa', 9);
  expect(alive(first)).toBe(false);
});

test('a command whose lease has gone to another is refused', async () => {
  const { supervisor } = newSupervisor();
  await supervisor.ensure(request(good, { token: 7, replicas: 1 }));
  expect(() => supervisor.stop(6, 'aaa', 9)).toThrow('fenced');
  expect(supervisor.observe()).toHaveLength(1);
});
