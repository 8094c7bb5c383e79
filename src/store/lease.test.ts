import Database from 'libsql';
import { expect, test } from 'vitest';
import { openStore } from './store.ts';
import { begun, entry, newFile, numbers, orders, plan, record, shop } from './testing/samples.ts';

const hour = 3_600_000;

test('a second holder of a service is refused by name, and gets a higher token after the first has released', () => {
  const store = openStore(newFile());
  const first = store.acquire(orders);
  expect(() => store.acquire(orders)).toThrow(
    'deploy-in-progress: another command is changing orders in local',
  );
  expect(store.holder(orders)).toBe(process.pid);
  first.release();
  expect(store.holder(orders)).toBeUndefined();
  expect(store.acquire(orders).token).toBe(first.token + 1);
});

test('another service and another environment have leases of their own, with tokens that grow across all', () => {
  const store = openStore(newFile());
  const others = [orders, shop, { ...orders, environment: 'staging' }];
  expect(others.map(scope => store.acquire(scope).token)).toEqual([1, 2, 3]);
});

test('leases of several services are taken all or none, under one token', () => {
  const store = openStore(newFile());
  const held = store.acquire(shop);
  expect(() => store.acquireAll([orders, shop])).toThrow('another command is changing shop in local');
  expect(store.holder(orders)).toBeUndefined();
  held.release();
  const both = store.acquireAll([orders, shop]);
  expect(() => store.acquire(orders)).toThrow('deploy-in-progress');
  expect(() => both.assertHeld()).not.toThrow();
  both.release();
  expect([store.holder(orders), store.holder(shop)]).toEqual([undefined, undefined]);
});

test('a service that is named twice is taken once', () => {
  const store = openStore(newFile());
  expect(() => store.acquireAll([orders, orders]).assertHeld()).not.toThrow();
});

test('whoever lost one of several leases may change nothing of the deploy any more, nor may who took only that one', async () => {
  const file = newFile();
  const store = openStore(file);
  const both = store.acquireAll([orders, shop]);
  store.begin([orders, shop], plan('d1'), both.token);
  await store.append('d1', both.token, entry(1));
  new Database(file).prepare("UPDATE lease SET silent_at = 0 WHERE service = 'shop'").run();
  const one = store.acquire(shop);
  expect(() => both.assertHeld()).toThrow('fenced: this command lost its lease on orders/local, shop/local');
  await expect(store.append('d1', both.token, entry(2))).rejects.toThrow('fenced');
  await expect(store.append('d1', one.token, entry(3))).rejects.toThrow('fenced');
  expect(numbers(store.entries('d1'))).toEqual([1]);
});

test('the lease of a dead process is taken over at once', () => {
  const file = newFile();
  const store = openStore(file);
  store.acquire(orders);
  new Database(file).prepare('UPDATE lease SET pid = 1, start_time = ?').run('no such start');
  expect(store.acquire(orders).token).toBe(2);
});

test('a holder whose lease was taken over can neither begin a deploy nor append to a journal', async () => {
  const file = newFile();
  const store = openStore(file);
  const old = store.acquire(orders);
  store.begin(orders, plan('d1'), old.token);
  new Database(file).prepare('UPDATE lease SET silent_at = 0').run();
  const fresh = store.acquire(orders);
  expect(() => old.assertHeld()).toThrow('fenced');
  expect(() => store.begin(orders, plan('d2'), old.token)).toThrow('fenced');
  await expect(store.append('d1', old.token, entry(1))).rejects.toThrow('fenced');
  expect(() => store.appendNow('d1', old.token, entry(1))).toThrow('fenced');
  expect(() => store.finish('d1', old.token, record('d1'), 'aaa')).toThrow('fenced');
  expect(() => store.abandon('d1', old.token)).toThrow('fenced');
  expect(store.entries('d1')).toEqual([]);
  await store.append('d1', fresh.token, entry(2));
  expect(numbers(store.entries('d1'))).toEqual([2]);
});

test('a lease that was given back carries no write any more', () => {
  const store = openStore(newFile());
  const lease = store.acquire(orders);
  store.begin(orders, plan('d1'), lease.token);
  lease.release();
  expect(() => lease.assertHeld()).toThrow('fenced');
  expect(() => store.appendNow('d1', lease.token, entry(1))).toThrow('fenced');
});

test('a wall clock that jumps, forward or back, lets nobody in while the holder lives', () => {
  let now = Date.now();
  const store = openStore(newFile(), { clock: { now: () => now, uptime: () => 1_000 } });
  const lease = store.acquire(orders);
  for (const jump of [hour, -2 * hour, 365 * 24 * hour]) {
    now += jump;
    expect(() => store.acquire(orders)).toThrow('deploy-in-progress');
    expect(() => lease.assertHeld()).not.toThrow();
  }
});

test('who is let in after the holder was silent for its time has fenced it before acting', () => {
  let uptime = 1_000;
  const store = openStore(newFile(), { clock: { now: () => 0, uptime: () => uptime } });
  const token = begun(store, 'd1');
  uptime += 9_999;
  expect(() => store.acquire(orders)).toThrow('deploy-in-progress');
  uptime += 1;
  const second = store.acquire(orders);
  expect(() => store.appendNow('d1', token, entry(1))).toThrow('fenced');
  store.appendNow('d1', second.token, entry(2));
  expect(numbers(store.entries('d1'))).toEqual([2]);
});

test('a holder renews its lease for as long as it lives', async () => {
  const file = newFile();
  const uptime = { value: 0 };
  const times = { silentMs: 1_000, renewMs: 5 };
  const store = openStore(file, { clock: { now: () => 0, uptime: () => uptime.value }, times });
  store.acquire(orders);
  const reader = new Database(file);
  const silentAt = () =>
    (reader.prepare('SELECT silent_at FROM lease').get() as { silent_at: number }).silent_at;
  expect(silentAt()).toBe(1_000);
  uptime.value = 700;
  await expect.poll(silentAt).toBe(1_700);
  uptime.value = 1_400;
  await expect.poll(silentAt).toBe(2_400);
});

test('a store that is closed renews nothing any more: its leases end in their time', async () => {
  const file = newFile();
  let uptime = 0;
  const clock = { now: () => 0, uptime: () => uptime };
  const store = openStore(file, { clock, times: { silentMs: 1_000, renewMs: 1 } });
  store.acquire(orders);
  store.close();
  await new Promise(resolve => setTimeout(resolve, 20));
  const next = openStore(file, { clock });
  expect(() => next.acquire(orders)).toThrow('deploy-in-progress');
  uptime = 1_000;
  expect(next.acquire(orders).token).toBe(2);
});
