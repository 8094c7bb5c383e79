import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';
import { openStore } from './store.ts';
import { begun, entry, newFile, orders, plan, record, shop } from './testing/samples.ts';

test('a deploy is unfinished until its record is written, then it is history, newest first', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  expect(store.unfinished(orders)).toEqual({ id: 'd1' });
  store.finish('d1', token, record('d1'), 'aaa');
  expect(store.unfinished(orders)).toBeUndefined();
  store.begin(orders, plan('d2'), token);
  store.finish('d2', token, record('d2'), undefined);
  expect(store.history(orders, 10).map(deploy => [deploy.record.id, deploy.serving])).toEqual([
    ['d2', undefined],
    ['d1', 'aaa'],
  ]);
  expect(store.history(orders, 1).map(deploy => deploy.record.id)).toEqual(['d2']);
});

test('history is in the order in which deploys began, whatever the wall clock said', () => {
  let now = 2_000;
  const store = openStore(newFile(), { clock: { now: () => now, uptime: () => 0 } });
  const token = begun(store, 'd1');
  store.finish('d1', token, record('d1'), 'aaa');
  now = 1_000;
  store.begin(orders, plan('d2'), token);
  store.finish('d2', token, record('d2'), 'bbb');
  expect(store.history(orders, 10).map(({ record: { id }, startedAt }) => [id, startedAt])).toEqual([
    ['d2', 1_000],
    ['d1', 2_000],
  ]);
});

test('a deploy does not begin while another one of a service has not ended: that would be forgotten', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1', [orders, shop]);
  expect(() => store.begin(shop, plan('d2'), token)).toThrow('d2 cannot begin: d1 has not ended');
  store.abandon('d1', token);
  store.begin(shop, plan('d2'), token);
  expect([store.unfinished(orders), store.unfinished(shop)?.id]).toEqual([undefined, 'd2']);
});

test('a deploy that is abandoned is over and leaves no history', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  store.abandon('d1', token);
  expect(store.unfinished(orders)).toBeUndefined();
  expect(store.history(orders, 10)).toEqual([]);
});

test('a deploy of two services is in the history of both, each with the release that serves', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1', [shop, orders]);
  expect([store.unfinished(orders)?.id, store.unfinished(shop)?.id]).toEqual(['d1', 'd1']);
  store.finish('d1', token, record('d1'), { orders: 'aaa', shop: 'bbb' });
  expect(store.history(orders, 10).map(deploy => deploy.serving)).toEqual(['aaa']);
  expect(store.history(shop, 10).map(deploy => deploy.serving)).toEqual(['bbb']);
  expect(store.unfinished(shop)).toBeUndefined();
});

test('the overview has what serves, what runs and what ended last, of one environment or of all', () => {
  const store = openStore(newFile(), { clock: { now: () => 7_000, uptime: () => 0 } });
  const staging = { service: 'orders', environment: 'staging' };
  const first = begun(store, 'd1');
  store.finish('d1', first, record('d1', 'v1'), 'aaa');
  store.begin(orders, plan('d2'), first);
  begun(store, 'd3', staging);
  const local = {
    scope: orders,
    serving: 'aaa',
    running: { id: 'd2', startedAt: 7_000 },
    last: { id: 'd1', version: 'v1', kind: 'deploy', outcome: 'promoted', endedAt: 7_000 },
  };
  expect(store.overview('local')).toEqual([local]);
  const there = { scope: staging, serving: null, running: { id: 'd3', startedAt: 7_000 }, last: null };
  expect(store.overview()).toEqual([local, there]);
  expect(store.overview('nowhere')).toEqual([]);
  expect(store.scopes()).toEqual([staging, orders]);
});

test('an abandoned deploy leaves the overview as it was before', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  store.finish('d1', token, record('d1'), 'aaa');
  const before = store.overview();
  store.begin(orders, plan('d2'), token);
  store.abandon('d2', token);
  expect(store.overview()).toEqual(before);
});

test('a journal entry of an unknown schema version is refused by name', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  store.appendNow('d1', token, { ...entry(1), schemaVersion: 9 as 2 });
  expect(() => store.entries('d1')).toThrow('journal-version');
});

test('a database whose writer was stopped in the middle is named with the pid that holds it', async () => {
  const file = newFile();
  openStore(file).close();
  const script = `const d = new (require('libsql'))(${JSON.stringify(file)}); d.exec('BEGIN IMMEDIATE'); console.log('held'); setInterval(() => 1, 1000);`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise(resolve => child.stdout.once('data', resolve));
  const connection = openDatabase(file, 100);
  expect(() => connection.transaction(() => 1)).toThrow(
    `store-locked: ${file} is locked by pid ${child.pid}`,
  );
  child.kill('SIGKILL');
});
