import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from './index.ts';

/** The parts that the files of the folder export, so that none is forgotten. */
async function partsOfCatalogue(): Promise<readonly object[]> {
  const folder = import.meta.dirname;
  const names = readdirSync(folder).filter(name => !name.endsWith('.test.ts'));
  const files = await Promise.all(
    names.map(async name => (await import(join(folder, name))) as Readonly<Record<string, object>>),
  );
  return files.flatMap(file =>
    Object.entries(file).flatMap(([name, part]) => (name.endsWith('Errors') ? [part] : [])),
  );
}

test('an id stands for one error only: no part of the catalogue hides an entry of another', async () => {
  const parts = await partsOfCatalogue();
  const ids = parts.flatMap(part => Object.keys(part));
  expect(ids.length).toBe(new Set(ids).size);
  expect(Object.keys(catalogue).sort()).toEqual(ids.sort());
});

test('ids are lower-case words with hyphens, or those of the scanner that asks for the same', () => {
  const known = /^(?:[a-z]+(?:-[a-z0-9]+)*|DL\d{4}|DS-\d{4}|KSV-\d{4}|CKV_[A-Z0-9]+_\d+)$/;
  expect(Object.keys(catalogue).filter(id => !known.test(id))).toEqual([]);
});
