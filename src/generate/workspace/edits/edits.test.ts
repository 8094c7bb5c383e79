import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { changesOf, edit, edited, lacks } from '../merge/testing/edits.ts';
import { samples } from '../merge/testing/samples.ts';
import { isRefused } from '../plan.ts';
import type { Scope } from '../scope.ts';
import { emptyFolder, filesOf, put, scope } from '../testing/project.ts';
import { plan, write } from '../workspace.ts';

/** A failing run is repeated with the seed in its title. */
const seed = Number(process.env['DEVOPS_FLOW_SEED'] ?? Date.now() % 2 ** 31);

const texts = new Map(samples.map(({ path, text }) => [path, text]));
const scopesOf = (files: ReadonlyMap<string, string>): Scope[] => [scope('.', Object.fromEntries(files))];

/** Edits of some of the files. */
const changes = fc.array(
  fc.record({
    file: fc.constantFrom(...texts.keys()),
    edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 4 },
);

type Changes = readonly { readonly file: string; readonly edits: Parameters<typeof edited>[2] }[];

function apply(made: Changes, author: string): ReadonlyMap<string, string> {
  const files = new Map(texts);
  for (const { file, edits } of made) files.set(file, edited(file, files.get(file) ?? '', edits, author));
  return files;
}

/** All files as they were generated, then edited by hand (`ours`); `theirs` is what is generated next. */
async function editedProject(mine: Changes, generated: Changes) {
  const [ours, theirs] = [apply(mine, 'mine'), apply(generated, 'new')];
  const root = emptyFolder();
  await write(root, scopesOf(texts));
  for (const [path, text] of ours) put(root, path, text);
  return { root, ours, theirs };
}

/** Nothing that a side wrote into the file is missing in `now`. */
function expectAllOf(side: ReadonlyMap<string, string>, path: string, now: string): void {
  const { added } = changesOf(texts.get(path) ?? '', side.get(path) ?? '');
  expect(lacks(now, added)).toEqual([]);
}

it(`regenerating with random edits in random files loses no edited line on the disk (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const ends = { written: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(changes, changes, async (mine, generated) => {
      const { root, ours, theirs } = await editedProject(mine, generated);
      const made = await write(root, scopesOf(theirs));
      const files = new Map(Object.entries(filesOf(root)));
      if (isRefused(made)) {
        ends.refused++;
        expect(files).toEqual(ours);
        return;
      }
      ends.written++;
      for (const path of texts.keys())
        for (const side of [ours, theirs]) expectAllOf(side, path, files.get(path) ?? '');
      expect(await plan(root, scopesOf(theirs))).toMatchObject({ lockChanged: false });
    }),
    { numRuns: 100, seed },
  );
  expect(Math.min(ends.written, ends.refused)).toBeGreaterThan(5);
});

it(`nor when all of them are generated into another folder (seed ${seed})`, {
  timeout: 900_000,
}, async () => {
  const ends = { moved: 0, left: 0 };
  await fc.assert(
    fc.asyncProperty(changes, changes, async (mine, generated) => {
      const { root, ours, theirs } = await editedProject(mine, generated);
      await write(root, [scope('.', {}), scope('deploy', Object.fromEntries(theirs))]);
      const files = filesOf(root);
      for (const path of texts.keys()) {
        const now = files[`deploy/${path}`] ?? '';
        expectAllOf(theirs, path, now);
        ends[path in files ? 'left' : 'moved']++;
        if (path in files) expect(files[path]).toBe(ours.get(path));
        else expectAllOf(ours, path, now);
      }
    }),
    { numRuns: 100, seed },
  );
  expect(Math.min(ends.moved, ends.left)).toBeGreaterThan(5);
});
