import { expect, test } from 'vitest';
import { openStore } from './store.ts';
import { begun, entry, newFile, numbers, orders, plan, record, shop } from './testing/samples.ts';

const pause = { kind: 'pause', by: 'ann', at: 1_000 };

test('a request waits for the deploy that runs, with what was asked, until an entry takes it', async () => {
  const file = newFile();
  const driver = openStore(file);
  const token = begun(driver, 'd1');
  const asker = openStore(file);
  const seq = asker.ask(orders, { ...pause, data: { for: '5 min' } });
  expect(asker.requestState(seq)).toEqual({ state: 'waiting' });
  expect(driver.requests('d1', 0)).toEqual([
    { seq, scope: orders, deploy: 'd1', kind: 'pause', by: 'ann', at: 1_000, data: { for: '5 min' } },
  ]);
  expect(driver.requests('d1', seq)).toEqual([]);
  await driver.append('d1', token, entry(1), { takes: seq });
  expect(driver.requests('d1', 0)).toEqual([]);
  const [taken] = driver.journal('d1', { newest: 1 });
  expect(asker.requestState(seq)).toEqual({ state: 'taken', entry: taken?.seq });
});

test('a request is taken once, in the same transaction as its entry or by a later one', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const seq = store.ask(orders, pause);
  const both = await Promise.allSettled([1, 2].map(n => store.append('d1', token, entry(n), { takes: seq })));
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(() => store.appendNow('d1', token, entry(3), { takes: seq })).toThrow('it was taken before');
  expect(numbers(store.entries('d1'))).toEqual([1]);
});

test('a request that is refused says why, and can neither be refused again nor taken', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const seq = store.ask(orders, pause);
  store.refuse(seq, token, 'nothing is left to pause');
  expect(store.requestState(seq)).toEqual({ state: 'refused', reason: 'nothing is left to pause' });
  expect(() => store.refuse(seq, token, 'again')).toThrow('request-gone');
  expect(() => store.appendNow('d1', token, entry(1), { takes: seq })).toThrow('nothing is left to pause');
  expect(store.requests('d1', 0)).toEqual([]);
});

test('only who holds the lease refuses', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const seq = store.ask(orders, pause);
  expect(() => store.refuse(seq, token + 1, 'no')).toThrow('fenced');
  expect(store.requestState(seq)).toEqual({ state: 'waiting' });
});

test('what nobody drives, or not any more, refuses at once', () => {
  const store = openStore(newFile());
  const gone = { state: 'refused', reason: 'the deploy that it was for does not run any more' };
  expect(store.requestState(store.ask(orders, pause))).toEqual(gone);
  const token = begun(store, 'd1');
  const left = store.ask(orders, pause);
  store.finish('d1', token, record('d1'), 'aaa');
  expect(store.requestState(left)).toEqual(gone);
  store.begin(orders, plan('d2'), token);
  expect(store.requestState(store.ask(orders, { ...pause, deploy: 'd1' }))).toEqual(gone);
  expect(store.requests('d2', 0)).toEqual([]);
});

test('a deploy of two services hears what is asked of either, and nothing of others', () => {
  const store = openStore(newFile());
  begun(store, 'd1', [orders, shop]);
  begun(store, 'd2', { service: 'cart', environment: 'local' });
  const seqs = [store.ask(shop, pause), store.ask(orders, pause)];
  expect(store.requests('d1', 0).map(({ seq, scope }) => [seq, scope.service])).toEqual([
    [seqs[0], 'shop'],
    [seqs[1], 'orders'],
  ]);
  expect(store.requests('d2', 0)).toEqual([]);
});

test('a deploy cannot take what was asked of another', () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  begun(store, 'd2', shop);
  const seq = store.ask(shop, pause);
  expect(() => store.appendNow('d1', token, entry(1), { takes: seq })).toThrow(
    'it is meant for another deploy',
  );
});

test('a request that nobody ever made has no state', () => {
  expect(openStore(newFile()).requestState(7)).toBeUndefined();
});

test('a request outlives the command that drove the deploy: the next one finds it', () => {
  const file = newFile();
  const first = openStore(file);
  const lease = first.acquire(orders);
  first.begin(orders, plan('d1'), lease.token);
  const seq = first.ask(orders, pause);
  lease.release();
  first.close();
  const second = openStore(file);
  const { token } = second.acquire(orders);
  expect(second.requests('d1', 0).map(request => request.seq)).toEqual([seq]);
  second.appendNow('d1', token, entry(1), { takes: seq });
  expect(second.requestState(seq)?.state).toBe('taken');
});
