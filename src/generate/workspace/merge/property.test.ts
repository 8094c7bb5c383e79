import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFile } from './file.ts';
import { withMarkers, withoutMarkers } from './markers.ts';
import type { Merge } from './merge.ts';
import { formatOf } from './structure/structure.ts';
import { changesOf, edit, edited, has, lacks } from './testing/edits.ts';
import { samples } from './testing/samples.ts';

/** A failing run is repeated with the seed in its title. */
const seed = Number(process.env['DEVOPS_FLOW_SEED'] ?? Date.now() % 2 ** 31);

const layout = fc.constantFrom('as it is', 'as it is', 'as it is', 'windows', 'no last newline');

interface Case {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    sample: fc.constantFrom(...samples),
    mine: fc.array(edit, { minLength: 1, maxLength: 4 }),
    layout,
    new: fc.array(edit, { minLength: 1, maxLength: 4 }),
  })
  .map(({ sample: { path, text }, mine, layout, new: changes }) => {
    const ours = edited(path, text, mine, 'mine');
    return {
      path,
      base: text,
      ours:
        layout === 'windows'
          ? ours.replaceAll('\n', '\r\n')
          : layout === 'as it is'
            ? ours
            : ours.slice(0, -1),
      theirs: edited(path, text, changes, 'new'),
    };
  });

/** Lines, and values that both sides changed, are in conflict whichever side is called ours. */
function expectMirrored({ path, base, ours, theirs }: Case, conflicts: Merge['conflicts']): void {
  const isByLines = formatOf(path) === undefined;
  // Whether a tree can be shown in the words of the user depends on who that is.
  if (!isByLines && conflicts.every(conflict => conflict.path === undefined)) return;
  const mirrored = mergeFile(path, base, theirs, ours).conflicts;
  if (isByLines)
    expect(mirrored.map(conflict => [conflict.theirs, conflict.ours])).toEqual(
      conflicts.map(conflict => [conflict.ours, conflict.theirs]),
    );
  else expect(mirrored.length).toBeGreaterThan(0);
}

describe('random edits of generated files on both sides', () => {
  it(`lose no line in 10,000 merges (seed ${seed})`, { timeout: 900_000 }, () => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(cases, ({ path, base, ours, theirs }) => {
        const merge = mergeFile(path, base, ours, theirs);
        const { mine, generated, conflicts } = merge;
        const [user, generator] = [changesOf(base, ours), changesOf(base, theirs)];
        expect(lacks(mine, user.added)).toEqual([]);
        expect(lacks(generated, generator.added)).toEqual([]);
        // What is renamed in a structure comes back as a new part of the other side, with lines like the old ones.
        if (formatOf(path) === undefined) {
          expect(has(mine, user.removed)).toEqual([]);
          expect(has(generated, generator.removed)).toEqual([]);
        }
        if (conflicts.length === 0) expect(generated).toBe(mine);
        else expect(generated).not.toBe(mine);

        const marked = withMarkers(merge);
        expect(withoutMarkers(marked, 'mine')).toBe(mine);
        expectMirrored({ path, base, ours, theirs }, conflicts);
        const kind = `${path} ${conflicts.length === 0 ? 'merged' : 'in conflict'}`;
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }),
      { numRuns: 10_000, seed },
    );
    // The property says nothing unless both ends are reached, for every kind of file.
    expect([...counts.keys()].sort()).toEqual(
      samples.flatMap(({ path }) => [`${path} in conflict`, `${path} merged`]).sort(),
    );
  });

  it(`that only one side made are that side's text, byte for byte (seed ${seed})`, () => {
    fc.assert(
      fc.property(cases, ({ path, base, ours, theirs }) => {
        expect(mergeFile(path, base, ours, base).mine).toBe(ours);
        expect(mergeFile(path, base, base, theirs).mine).toBe(theirs);
        expect(mergeFile(path, base, ours, ours).mine).toBe(ours);
      }),
      { numRuns: 1000, seed },
    );
  });
});
