import Database from 'libsql';
import { expect, test } from 'vitest';
import { type OpenStore, openStore } from './store.ts';
import { type Image, Images, imageOf } from './testing/images.ts';
import { begun, entry, newFile, numbers, orders } from './testing/samples.ts';
import { framesOf } from './testing/wal.ts';

interface Damaged extends Image {
  /** Bytes of the log that the last transaction takes. */
  readonly from: number;
  readonly to: number;
}

/** A crash image whose log ends with a transaction that holds entry 3, its state and the request that it takes. */
async function withLastRecord(): Promise<Damaged> {
  const file = newFile();
  // Small pages, so that every byte can be tried.
  new Database(file).exec('PRAGMA page_size = 512; VACUUM');
  const store = openStore(file);
  const token = begun(store, 'd1');
  await store.append('d1', token, entry(1), { state: { n: 1 } });
  const request = store.ask(orders, { kind: 'pause', by: 'ann', at: 1 });
  await store.append('d1', token, entry(2), { state: { n: 2 } });
  const { length } = framesOf(file);
  await store.append('d1', token, entry(3), { state: { n: 3 }, takes: request });
  const last = framesOf(file).slice(length);
  expect(last.filter(({ commits }) => commits).length).toBe(1);
  return { ...imageOf(file), from: last[0]!.offset, to: last.at(-1)!.offset + last.at(-1)!.length };
}

/** Entries, state and request: they must be of one moment. */
const contents = (store: OpenStore): string =>
  JSON.stringify([numbers(store.entries('d1')), store.lastState('d1')?.state, store.requestState(1)?.state]);

const whole = '[[1,2,3],{"n":3},"taken"]';
const without = '[[1,2],{"n":2},"waiting"]';

test('a log whose last record is cut off at any byte opens with all that came before it, and nothing of it', async () => {
  const { from, to, ...image } = await withLastRecord();
  const images = new Images();
  expect(await images.look(image, contents)).toBe(whole);
  for (let end = to - 1; end >= from; end -= 1) {
    const log = image.log.subarray(0, end);
    expect([end, await images.look({ ...image, log }, contents)]).toEqual([end, without]);
  }
});

test('a log with any byte of its last record flipped opens with all that came before it, and nothing of it', async () => {
  const { from, to, ...image } = await withLastRecord();
  const images = new Images();
  for (let at = from; at < to; at += 1) {
    const log = Buffer.from(image.log);
    log.writeUInt8(log.readUInt8(at) ^ (1 << (at % 8)), at);
    expect([at, await images.look({ ...image, log }, contents)]).toEqual([at, without]);
  }
});
