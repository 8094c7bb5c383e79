import { spawn } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { identify } from '../deliver/control/processes.ts';
import { bundleForTests } from '../generate/workspace/testing/bundle.ts';
import { openStore } from './store.ts';
import { entry, newFile, orders, shop } from './testing/samples.ts';

const program = bundleForTests(new URL('testing/program.ts', import.meta.url));

/** A copy of the state that a version wrote in a real run: never change a file there. */
function written(version: 1 | 2): string {
  const file = newFile();
  copyFileSync(
    fileURLToPath(new URL(`../../test/fixtures/state-v${version}/state.db`, import.meta.url)),
    file,
  );
  return file;
}

const versionOf = (file: string): number =>
  (new Database(file).prepare('PRAGMA user_version').get() as { user_version: number }).user_version;

test('version 1 is brought to version 2: its history, its journal as it is, what serves, and higher tokens than before', () => {
  const file = written(1);
  const old = new Database(file);
  const lease = old.prepare('SELECT max(token) AS token FROM lease').get() as { token: number };
  const deploys = old.prepare('SELECT id, serving FROM deploy ORDER BY started_at DESC').all() as {
    id: string;
    serving: string;
  }[];
  const journal = () => old.prepare('SELECT seq, deploy, token, entry FROM journal').all();
  const before = journal();
  expect(before.length).toBeGreaterThan(50);
  const store = openStore(file);
  expect(versionOf(file)).toBe(2);
  expect(journal()).toEqual(before);
  expect(store.history(orders, 9).map(({ record, serving }) => ({ id: record.id, serving }))).toEqual(
    deploys,
  );
  expect(store.overview()).toMatchObject([
    {
      scope: orders,
      serving: deploys[0]?.serving,
      running: null,
      last: { id: deploys[0]?.id, version: 'v2', kind: 'deploy', outcome: 'promoted' },
    },
  ]);
  expect(store.acquire(orders).token).toBe(lease.token + 1);
});

test('version 1 is not touched while a deploy of it is cut off: only that version can finish it', () => {
  const file = written(1);
  new Database(file).exec(
    "INSERT INTO deploy (id, scope, started_at, plan) VALUES ('d9', 'orders/local', 9e12, '{}')",
  );
  expect(() => openStore(file)).toThrow(
    'deploy-of-older-version: an older devops-flow was cut off in deploy d9 of orders/local; nothing has been changed',
  );
  expect(versionOf(file)).toBe(1);
});

test('version 1 is not touched while a command of that version is at work', () => {
  const file = written(1);
  const { startTime = '' } = identify(process.pid) ?? {};
  new Database(file)
    .prepare("INSERT OR REPLACE INTO lease VALUES ('local', 9, ?, ?, 1764000000000, 0)")
    .run(process.pid, startTime);
  expect(() => openStore(file)).toThrow(
    `deploy-in-progress: another command is changing services in local (pid ${process.pid}`,
  );
  expect(versionOf(file)).toBe(1);
});

test('a command of version 1 that had the file open can take no lease any more', () => {
  const file = written(1);
  const old = new Database(file);
  openStore(file).close();
  expect(() =>
    old
      .prepare(
        'INSERT OR REPLACE INTO lease (scope, token, pid, start_time, acquired_at, expires_at) VALUES (?,?,?,?,?,?)',
      )
      .run('local', 99, 1, '', 0, 0),
  ).toThrow('no column named scope');
});

test('what cannot be brought to version 2 stays version 1, whole', () => {
  const file = written(1);
  const old = new Database(file);
  old.exec("UPDATE deploy SET record = '{' || record");
  const all = () =>
    ['sqlite_schema', 'lease', 'deploy', 'journal'].map(table => old.prepare(`SELECT * FROM ${table}`).all());
  const before = all();
  expect(() => openStore(file)).toThrow(`store-corrupt: ${file} is damaged`);
  expect(versionOf(file)).toBe(1);
  expect(all()).toEqual(before);
});

test('eight commands that open version 1 at once find one version 2', async () => {
  const file = written(1);
  const tokens = await Promise.all(
    Array.from({ length: 8 }, () => {
      const child = spawn(process.execPath, [program, 'take', file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      return new Promise<number>(resolve => child.stdout.once('data', text => resolve(Number(text))));
    }),
  );
  const sorted = tokens.toSorted((a, b) => a - b);
  expect(sorted).toEqual(sorted.map((_, index) => (sorted[0] ?? 0) + index));
  expect(openStore(file).history(orders, 9).length).toBe(2);
});

test('version 2 is read: deploys of two services, journals with their state, requests, and a lease whose holder died', () => {
  const store = openStore(written(2));
  expect(store.overview('local')).toMatchObject([
    { scope: orders, serving: 'dabbdf7697d2', running: { id: 'cut-off' }, last: { id: 'two-services' } },
    { scope: shop, serving: '38ecccda45d0', running: null, last: { id: 'two-services' } },
  ]);
  expect(store.history(shop, 9).map(({ record, serving }) => [record.id, serving])).toEqual([
    ['two-services', '38ecccda45d0'],
  ]);
  expect(store.lastState('two-services')?.state).toEqual({ folded: 'all' });
  const kept = store.lastState('cut-off');
  expect(kept?.state).toEqual({ folded: 1 });
  expect(store.entries('cut-off').length).toBe(2);
  expect(store.entries('cut-off', { after: kept?.seq ?? 0 }).length).toBe(1);
  expect([1, 2, 3].map(request => store.requestState(request))).toEqual([
    { state: 'taken', entry: kept?.seq },
    { state: 'refused', reason: 'it is being judged' },
    { state: 'waiting' },
  ]);
  expect(store.requests('cut-off', 0).map(({ kind, by }) => [kind, by])).toEqual([['resume', 'ann']]);
  expect(store.holder(orders)).toBeUndefined();
  const lease = store.acquireAll([orders, shop]);
  store.appendNow('cut-off', lease.token, entry(1), { takes: 3 });
  expect(store.requestState(3)?.state).toBe('taken');
});
