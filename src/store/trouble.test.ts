import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { Failure } from '../errors/index.ts';
import { type OpenStore, openStore } from './store.ts';
import { Images } from './testing/images.ts';
import { begun, entry, newFile, orders, record } from './testing/samples.ts';

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** What lies in the folder of a file, by digest. */
const around = (file: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dirname(file))
      .filter(name => !name.endsWith('-shm'))
      .map(name => [name, digest(readFileSync(join(dirname(file), name)))]),
  );

/** The id of the failure that opening gives; the file must stay as it was. */
function refusal(file: string): string | undefined {
  const before = around(file);
  const id = failureOf(() => openStore(file));
  expect(around(file)).toEqual(before);
  return id;
}

function failureOf(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const [problem] = error.problems;
    expect(problem?.fix).not.toBe('');
    return problem?.id;
  }
}

test('a file that is no database is refused and stays as it is', () => {
  const file = newFile();
  writeFileSync(file, 'services:\n  orders: {}\n'.repeat(100));
  expect(refusal(file)).toBe('store-foreign');
  writeFileSync(file, 'x');
  expect(refusal(file)).toBe('store-foreign');
});

test('a database of another program is refused and stays as it is', () => {
  const file = newFile();
  new Database(file).exec('CREATE TABLE customer (name TEXT)');
  expect(refusal(file)).toBe('store-foreign');
});

test.each([3, 9, -1])('schema version %d is refused by name and stays as it is', version => {
  const file = newFile();
  new Database(file).exec(`PRAGMA user_version = ${version}`);
  expect(() => openStore(file)).toThrow(
    `store-version: ${file} has schema version ${version}; this devops-flow knows 2`,
  );
  expect(refusal(file)).toBe('store-version');
});

test('a database that was emptied is refused before SQLite throws its log away', async () => {
  const file = newFile();
  const store = openStore(file);
  await store.append('d1', begun(store, 'd1'), entry(1));
  truncateSync(file, 0);
  expect(refusal(file)).toBe('store-corrupt');
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
});

test('an empty file without a log is a new store: a command that was cut off in making it left it', () => {
  const file = newFile();
  writeFileSync(file, '');
  expect(openStore(file).scopes()).toEqual([]);
});

/** A closed store of some hundred pages, the log of which has been written back. */
function wellFilled(): { file: string } {
  const file = newFile();
  const store = openStore(file);
  const token = begun(store, 'd1');
  for (let n = 1; n <= 60; n += 1)
    store.appendNow('d1', token, entry(n, { why: `${n} `.repeat(n * 40) }), { state: { n } });
  store.finish('d1', token, record('d1'), 'aaa');
  new Database(file).exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return { file };
}

const readStore = (store: OpenStore): unknown => [
  store.scopes(),
  store.overview(),
  store.history(orders, 9),
  store.lastState('d1'),
  store.entries('d1'),
];

/** All that can be read, or the id of the failure. */
function readAll(file: string): unknown {
  let read: unknown;
  const id = failureOf(() => {
    read = readStore(openStore(file));
  });
  return id ?? read;
}

test('a page of garbage anywhere is a clear failure or was not needed: nothing false is ever read', () => {
  const { file } = wellFilled();
  const whole = readFileSync(file);
  const expected = readAll(file);
  const seen = new Map<unknown, number>();
  for (let page = 0; page < whole.length / 4096; page += 1) {
    const copy = newFile();
    const damaged = Buffer.from(whole);
    for (let at = page * 4096; at < (page + 1) * 4096; at += 1) damaged[at] = (at * 2_654_435_761) >>> 13;
    writeFileSync(copy, damaged);
    const read = readAll(copy);
    if (typeof read !== 'string') expect([page, read]).toEqual([page, expected]);
    const what = typeof read === 'string' ? read : 'read';
    seen.set(what, (seen.get(what) ?? 0) + 1);
    expect(readFileSync(copy).equals(damaged)).toBe(true);
  }
  expect(seen.get('store-foreign')).toBe(1);
  expect(seen.get('store-corrupt')).toBeGreaterThan(40);
  expect(
    [...seen.keys()].filter(key => !['read', 'store-foreign', 'store-corrupt'].includes(String(key))),
  ).toEqual([]);
});

test('a byte that has changed in the text of an entry is found by its checksum', () => {
  const { file } = wellFilled();
  // Wherever it lies: pages that were split keep old copies.
  const text = readFileSync(file, 'latin1').replaceAll('"at":7,', '"at":8,');
  writeFileSync(file, text, 'latin1');
  expect(() => openStore(file).entries('d1')).toThrow(
    `store-corrupt: ${file} is damaged: what it holds of deploy d1 is not what was written`,
  );
});

test('a bit that has changed anywhere never ends the process: it is a clear failure, or something is read', async () => {
  const { file } = wellFilled();
  const whole = readFileSync(file);
  const images = new Images();
  for (let at = 100; at < whole.length; at += 1_511) {
    const database = Buffer.from(whole);
    database.writeUInt8(database.readUInt8(at) ^ 0x80, at);
    const id = await images
      .look({ database, log: Buffer.alloc(0) }, store => failureOf(() => readStore(store)))
      .catch(error =>
        failureOf(() => {
          throw error;
        }),
      );
    expect([at, id]).toEqual([at, id && expect.stringMatching(/^(store-corrupt|journal-version)$/)]);
  }
});

test('a file that was cut off anywhere is a clear failure, or was not needed', () => {
  const { file } = wellFilled();
  const whole = readFileSync(file);
  const expected = readAll(file);
  for (let length = whole.length - 1; length > 0; length -= 1_999) {
    const copy = newFile();
    writeFileSync(copy, whole.subarray(0, length));
    const read = readAll(copy);
    if (typeof read === 'string')
      expect([length, read]).toEqual([length, expect.stringMatching(/^store-(corrupt|foreign)$/)]);
    else expect([length, read]).toEqual([length, expected]);
    expect(readFileSync(copy).equals(whole.subarray(0, length))).toBe(true);
  }
});

/** Runs `act` as a user who may not do everything. */
function asNobody(act: () => void): void {
  const user = process.geteuid?.();
  if (user === 0) process.seteuid?.(65_534);
  try {
    act();
  } finally {
    if (user === 0) process.seteuid?.(0);
  }
}

test('a file, or a folder, that this user may not write to is named with what to do', () => {
  const file = newFile();
  openStore(file);
  chmodSync(dirname(file), 0o755);
  chmodSync(file, 0o600);
  asNobody(() => expect(failureOf(() => openStore(file))).toBe('store-closed-to-us'));
  const nested = join(dirname(file), 'new', 'state.db');
  asNobody(() => expect(failureOf(() => openStore(nested))).toBe('store-closed-to-us'));
});

test('a folder in the place of the file, and a file in the place of its folder, are named', () => {
  const file = newFile();
  expect(failureOf(() => openStore(dirname(file)))).toBe('store-closed-to-us');
  writeFileSync(file, '');
  expect(failureOf(() => openStore(join(file, 'state.db')))).toBe('store-closed-to-us');
});
