import { expect, test } from 'vitest';
import { openStore } from './store.ts';
import { begun, entry, newFile, numbers, orders, shop } from './testing/samples.ts';
import { commitsOf } from './testing/wal.ts';

test('what is appended is not there before its promise, and is there for every process after it', async () => {
  const file = newFile();
  const store = openStore(file);
  const token = begun(store, 'd1');
  const appended = store.append('d1', token, entry(1));
  expect(openStore(file).entries('d1')).toEqual([]);
  await appended;
  expect(openStore(file).entries('d1')).toEqual([entry(1)]);
});

test('entries of one turn share a transaction, and so one sync of the disk', async () => {
  const file = newFile();
  const store = openStore(file);
  const tokens = { d1: begun(store, 'd1', orders), d2: begun(store, 'd2', shop) };
  const before = commitsOf(file);
  const all = [1, 2, 3].flatMap(n => [
    store.append('d1', tokens.d1, entry(n)),
    store.append('d2', tokens.d2, entry(n)),
  ]);
  await Promise.all(all);
  expect(commitsOf(file) - before).toBe(1);
  expect([numbers(store.entries('d1')), numbers(store.entries('d2'))]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
});

test('the order of a deploy is kept over ten thousand entries that nobody waits for', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const count = 10_000;
  const all = Array.from({ length: count }, (_, n) => store.append('d1', token, entry(n)));
  await Promise.all(all);
  expect(numbers(store.entries('d1'))).toEqual(Array.from({ length: count }, (_, n) => n));
});

test('an entry that is fenced, or of no deploy, is refused alone: the others of its group are written', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const settled = await Promise.allSettled([
    store.append('d1', token, entry(1)),
    store.append('d1', token + 1, entry(2)),
    store.append('d9', token, entry(3)),
    store.append('d1', token, entry(4), { takes: 5 }),
    store.append('d1', token, entry(5)),
  ]);
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(numbers(store.entries('d1'))).toEqual([1, 5]);
});

test('entries of appendAll are written all, or none when one of them may not be', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  await store.appendAll('d1', token, [entry(1), entry(2)], { state: { n: 2 } });
  await expect(store.appendAll('d1', token, [entry(3), entry(4)], { takes: 9 })).rejects.toThrow(
    'request-gone: request 9 does not wait for an answer: there is no such request',
  );
  expect(numbers(store.entries('d1'))).toEqual([1, 2]);
});

test('what is written at once, and the end of a deploy, come after what waits', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const first = store.append('d1', token, entry(1));
  store.appendNow('d1', token, entry(2));
  expect(numbers(store.entries('d1'))).toEqual([1, 2]);
  const last = store.append('d1', token, entry(3));
  store.abandon('d1', token);
  expect(numbers(store.entries('d1'))).toEqual([1, 2, 3]);
  await Promise.all([first, last]);
});

test('a store that is closed has written what waits', async () => {
  const file = newFile();
  const store = openStore(file);
  const appended = store.append('d1', begun(store, 'd1'), entry(1));
  store.close();
  await appended;
  expect(numbers(openStore(file).entries('d1'))).toEqual([1]);
});

test('a value that JSON cannot hold is refused to whoever appends it', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const endless: { self?: unknown } = {};
  endless.self = endless;
  await expect(store.append('d1', token, entry(1), { state: endless })).rejects.toThrow('circular');
  expect(store.entries('d1')).toEqual([]);
});

test('a journal is read in pages, from its end, and from the state that was kept last', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  expect(store.lastState('d1')).toBeUndefined();
  await Promise.all([1, 2, 3].map(n => store.append('d1', token, entry(n), { state: { upTo: n } })));
  await Promise.all([4, 5].map(n => store.append('d1', token, entry(n))));
  const kept = store.lastState('d1');
  expect(kept?.state).toEqual({ upTo: 3 });
  expect(numbers(store.entries('d1', { after: kept!.seq }))).toEqual([4, 5]);
  expect(numbers(store.entries('d1', { limit: 2 }))).toEqual([1, 2]);
  const newest = store.journal('d1', { newest: 3 });
  expect(newest.map(({ entry: { event } }) => event.at)).toEqual([3, 4, 5]);
  expect(newest[0]?.seq).toBe(kept?.seq);
  expect(store.journal('d9', { newest: 3 })).toEqual([]);
});

test('any text survives: lone surrogates, zero bytes, quotes, and a megabyte', async () => {
  const store = openStore(newFile());
  const token = begun(store, 'd1');
  const texts = ['\ud800', '\0', `'"--;\u2028`, 'é'.repeat(500_000)];
  await store.appendAll(
    'd1',
    token,
    texts.map((why, n) => entry(n, { why })),
  );
  expect(store.entries('d1').map(({ event }) => (event as unknown as { why: string }).why)).toEqual(texts);
});
