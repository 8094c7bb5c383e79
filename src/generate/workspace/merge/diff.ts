import { shortestMatch } from './shortest.ts';

/** Items `from` to `to` (exclusive) of one list stand in the place of items `from` to `to` of another. */
export interface Hunk {
  readonly before: Range;
  readonly after: Range;
}

export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What turns `before` into `after`, in order; neighbouring hunks have at least one equal item between them. Lines that
 * are unique on both sides anchor the comparison (patience diff); what is left between them is compared by the shortest
 * edit script up to a limit, so that hostile input costs no more than time in proportion to its length.
 */
export function diff(before: readonly string[], after: readonly string[]): Hunk[] {
  return hunksOf(matchItems(before, after), before.length, after.length);
}

/** Nested unique items make the ranges smaller each time; only made-up input comes anywhere near. */
const deepest = 48;

/** For each item of `before` the index of the item of `after` that it is; -1 for none. Indices grow. */
function matchItems(before: readonly string[], after: readonly string[]): Int32Array {
  const number = numbering();
  const [a, b] = [Int32Array.from(before, number), Int32Array.from(after, number)];
  const match = new Int32Array(a.length).fill(-1);
  const open = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, depth: 0 }];
  for (let range = open.pop(); range; range = open.pop()) {
    let { a0, a1, b0, b1 } = range;
    while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) match[a0++] = b0++;
    while (a0 < a1 && b0 < b1 && a[a1 - 1] === b[b1 - 1]) match[--a1] = --b1;
    if (a0 === a1 || b0 === b1) continue;
    const anchors = range.depth < deepest ? uniquePairs(a, b, a0, a1, b0, b1) : [];
    if (anchors.length === 0) {
      for (const [i, j] of shortestMatch(a, b, a0, a1, b0, b1)) match[i] = j;
      continue;
    }
    const depth = range.depth + 1;
    for (const [i, j] of [...anchors, [a1, b1] as const]) {
      if (i < a1) match[i] = j;
      open.push({ a0, a1: i, b0, b1: j, depth });
      [a0, b0] = [i + 1, j + 1];
    }
  }
  return match;
}

/** Equal items get equal numbers. */
function numbering(): (item: string) => number {
  const numbers = new Map<string, number>();
  return item => {
    const number = numbers.get(item) ?? numbers.size;
    numbers.set(item, number);
    return number;
  };
}

/** Where each item stands that occurs once in a range; -1 for the others. */
function once(list: Int32Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const item = list[i] ?? -1;
    places.set(item, places.has(item) ? -1 : i);
  }
  return places;
}

/** Items that occur once on either side, as many as stand in the same order on both. */
function uniquePairs(a: Int32Array, b: Int32Array, a0: number, a1: number, b0: number, b1: number): Pair[] {
  const right = once(b, b0, b1);
  const pairs: Pair[] = [];
  for (const [item, i] of once(a, a0, a1)) {
    const j = right.get(item) ?? -1;
    if (i >= 0 && j >= 0) pairs.push([i, j]);
  }
  return longestGrowing(pairs.toSorted(([i], [k]) => i - k));
}

type Pair = readonly [number, number];

/** The longest run of pairs, not necessarily neighbours, whose second numbers grow (patience sorting). */
function longestGrowing(pairs: readonly Pair[]): Pair[] {
  const piles: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, j], index) => {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[piles[middle] ?? 0]?.[1] ?? 0) < j) low = middle + 1;
      else high = middle;
    }
    previous[index] = low > 0 ? (piles[low - 1] ?? -1) : -1;
    piles[low] = index;
  });
  const run: Pair[] = [];
  for (let index = piles.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) run.push(pair);
  }
  return run.reverse();
}

function hunksOf(match: Int32Array, before: number, after: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  const close = (to: number, end: number) => {
    if (i < to || j < end) hunks.push({ before: { from: i, to }, after: { from: j, to: end } });
    [i, j] = [to + 1, end + 1];
  };
  match.forEach((found, index) => {
    if (found >= 0) close(index, found);
  });
  close(before, after);
  return hunks;
}
