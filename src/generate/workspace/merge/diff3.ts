import { diff, type Hunk, type Range } from './diff.ts';

/** A stretch of the base and what stands in its place on either side. Regions follow each other without a gap. */
export interface Region {
  readonly changedBy: 'nobody' | 'ours' | 'theirs' | 'both';
  readonly base: Range;
  readonly ours: Range;
  readonly theirs: Range;
}

/**
 * Lays two edits of the same list beside each other. Changes that overlap are one region, as are two insertions at the
 * same place. `touching`: so are changes with no unchanged item between them, which is how git decides for lines.
 * `compare` tells what an edit changed.
 */
export function diff3(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  { touching, compare = diff }: { readonly touching: boolean; readonly compare?: typeof diff },
): Region[] {
  const left = new Side(compare(base, ours));
  const right = new Side(compare(base, theirs));
  const regions: Region[] = [];
  let at = 0;
  const push = (changedBy: Region['changedBy'], to: number) => {
    const [mine, other] = [left.take(to), right.take(to)];
    regions.push({ changedBy, base: { from: at, to }, ours: mine, theirs: other });
    at = to;
  };
  for (;;) {
    const first = earlier(left.next, right.next);
    if (!first) break;
    if (first.before.from > at) push('nobody', first.before.from);
    const group = { from: first.before.from, to: first.before.to };
    const sides = new Set<Side>();
    for (;;) {
      const side = [left, right].find(({ next }) => next && belongs(next.before, group, touching));
      if (!side?.next) break;
      group.to = Math.max(group.to, side.next.before.to);
      side.advance();
      sides.add(side);
    }
    push(sides.size === 2 ? 'both' : sides.has(left) ? 'ours' : 'theirs', group.to);
  }
  if (at < base.length) push('nobody', base.length);
  return regions;
}

function belongs(hunk: Range, group: Range, touching: boolean): boolean {
  if (hunk.from < group.to || hunk.from === group.from) {
    // Without `touching`, an insertion before a changed item is apart from that change.
    return touching || hunk.from > group.from || isEmpty(hunk) === isEmpty(group);
  }
  return touching && hunk.from === group.to;
}

const isEmpty = ({ from, to }: Range) => from === to;

function earlier(a: Hunk | undefined, b: Hunk | undefined): Hunk | undefined {
  if (!a || !b) return a ?? b;
  const order = a.before.from - b.before.from || a.before.to - b.before.to;
  return order <= 0 ? a : b;
}

/** One edit of the base, walked from start to end. */
class Side {
  readonly #hunks: readonly Hunk[];
  #index = 0;
  #at = 0;
  /** Where the edit stands minus where the base does, behind the hunks that were passed. */
  #shift = 0;

  constructor(hunks: readonly Hunk[]) {
    this.#hunks = hunks;
  }

  get next(): Hunk | undefined {
    return this.#hunks[this.#index];
  }

  advance(): void {
    const hunk = this.next;
    if (hunk) this.#shift = hunk.after.to - hunk.before.to;
    this.#index++;
  }

  /** What this side has for the base up to `to`. */
  take(to: number): Range {
    const range = { from: this.#at, to: to + this.#shift };
    this.#at = range.to;
    return range;
  }
}
