import type { Versions } from './nodes.ts';

/** Parts that stand beside each other, by their names, which are unlike. */
type Entries<T> = ReadonlyMap<string, T>;
type Sides<T> = Readonly<Record<keyof Versions, T>>;
/** The new names, each with the old one. */
type Renames = ReadonlyMap<string, string>;

/**
 * Gives the parts of either side the names that they have in the base, so that a renamed part is no other one. A part is
 * renamed where a side has as many as the base, and at the place of one that is gone a new one that is `alike`.
 */
export function byBaseNames<T>(
  { base, ours, theirs }: Sides<Entries<T>>,
  alike: (before: T, now: T) => boolean,
): Sides<Entries<T>> {
  const [mine, other] = [renamesOf(base, ours, alike), renamesOf(base, theirs, alike)];
  return { base, ours: named(ours, mine, theirs, other), theirs: named(theirs, other, ours, mine) };
}

function renamesOf<T>(base: Entries<T>, side: Entries<T>, alike: (before: T, now: T) => boolean): Renames {
  if (base.size !== side.size) return new Map();
  const after = [...side];
  return new Map(
    [...base].flatMap(([old, before], index) => {
      const [name, now] = after[index] ?? [];
      if (name === undefined || now === undefined || side.has(old) || base.has(name)) return [];
      return alike(before, now) ? [[name, old] as const] : [];
    }),
  );
}

/** A name that the other side has for something else would stand there twice: then it is no new name. */
function named<T>(side: Entries<T>, renames: Renames, other: Entries<T>, otherRenames: Renames): Entries<T> {
  return new Map(
    [...side].map(([name, entry]) => {
      const old = renames.get(name);
      const isTaken = other.has(name) && otherRenames.get(name) !== old;
      return [old === undefined || isTaken ? name : old, entry];
    }),
  );
}
