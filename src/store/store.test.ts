import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { DeployPlan } from '../deliver/release/plan.ts';
import { inTransaction, openDatabase } from './database.ts';
import { openStore } from './store.ts';

const scope = { service: 'orders', environment: 'local' };

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'store-')), 'state.db');
}

const plan = (id: string): DeployPlan => ({
  schemaVersion: 1,
  id,
  service: 'orders',
  environment: 'local',
  strategy: 'blue-green',
  kind: 'deploy',
  next: { id: 'aaa', version: 'v1', readyPath: '/ready' },
  leftovers: [],
  replicas: 2,
  smokePaths: [],
  limits: {
    deadlineMs: 1000,
    bakeMs: 0,
    lookMs: 100,
    maxErrorRate: 0.01,
    minRequests: 0,
    drainMs: 100,
    rollbackWindowMs: 0,
  },
});

test('a second holder in the same scope is refused by name, and gets a higher token after the first has released', () => {
  const store = openStore(newFile());
  const first = store.acquire(scope);
  expect(() => store.acquire(scope)).toThrow(
    'deploy-in-progress: another command is changing orders in local',
  );
  expect(store.holder(scope)).toBe(process.pid);
  first.release();
  expect(store.holder(scope)).toBeUndefined();
  expect(store.acquire(scope).token).toBe(first.token + 1);
});

test('another environment has a lease of its own', () => {
  const store = openStore(newFile());
  store.acquire(scope);
  expect(store.acquire({ ...scope, environment: 'staging' }).token).toBe(1);
});

test('a service that is called otherwise has the same lease: supervisor and router are the same', () => {
  const store = openStore(newFile());
  store.acquire(scope);
  expect(() => store.acquire({ ...scope, service: 'shop' })).toThrow('deploy-in-progress');
});

test('the lease of a dead process is taken over at once', () => {
  const file = newFile();
  const store = openStore(file);
  store.acquire(scope).release();
  const database = new Database(file);
  database
    .prepare('UPDATE lease SET pid = 1, start_time = ?, expires_at = ?')
    .run('no such start', Date.now() + 60_000);
  expect(store.acquire(scope).token).toBe(2);
});

test('a holder whose lease was taken over can neither begin a deploy nor append to a journal', () => {
  const file = newFile();
  const store = openStore(file);
  const old = store.acquire(scope);
  store.begin(scope, plan('d1'), old.token);
  new Database(file).prepare('UPDATE lease SET expires_at = 0').run();
  const fresh = store.acquire(scope);
  expect(() => old.assertHeld()).toThrow('fenced');
  const entry = { schemaVersion: 1, event: { type: 'overdue', at: 1 }, effects: [] } as const;
  expect(() => store.append('d1', old.token, entry)).toThrow('fenced');
  expect(() => store.finish('d1', old.token, { id: 'd1' } as Deploy, 'aaa')).toThrow('fenced');
  expect(() => store.abandon('d1', old.token)).toThrow('fenced');
  expect(store.entries('d1')).toEqual([]);
  store.append('d1', fresh.token, entry);
  expect(store.entries('d1')).toEqual([entry]);
});

test('a deploy is unfinished until its record is written, then it is history, newest first', () => {
  const store = openStore(newFile());
  const lease = store.acquire(scope);
  store.begin(scope, plan('d1'), lease.token);
  expect(store.unfinished(scope)?.id).toBe('d1');
  store.finish('d1', lease.token, { id: 'd1' } as Deploy, 'aaa');
  expect(store.unfinished(scope)).toBeUndefined();
  store.begin(scope, plan('d2'), lease.token);
  store.finish('d2', lease.token, { id: 'd2' } as Deploy, undefined);
  expect(store.history(scope, 10).map(deploy => [deploy.record.id, deploy.serving])).toEqual([
    ['d2', undefined],
    ['d1', 'aaa'],
  ]);
});

test('a state or a journal entry of an unknown schema version is refused by name', () => {
  const file = newFile();
  const store = openStore(file);
  const lease = store.acquire(scope);
  store.begin(scope, plan('d1'), lease.token);
  const database = new Database(file);
  database
    .prepare("INSERT INTO journal (deploy, token, entry) VALUES ('d1', 1, '{\"schemaVersion\":9}')")
    .run();
  expect(() => store.entries('d1')).toThrow('journal-version');
  database.exec('PRAGMA user_version = 9');
  expect(() => openStore(file)).toThrow('store-version');
});

test('a database whose writer was stopped in the middle is named with the pid that holds it', async () => {
  const file = newFile();
  openStore(file).close();
  const script = `const d = new (require('libsql'))(${JSON.stringify(file)}); d.exec('BEGIN IMMEDIATE'); console.log('held'); setInterval(() => 1, 1000);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise(resolve => child.stdout.once('data', resolve));
  const store = openDatabase(file, 100);
  expect(() => inTransaction(store, () => 1)).toThrow(`store-locked: ${file} is locked by pid ${child.pid}`);
  child.kill('SIGKILL');
});
