/** Beyond this many differences the search stops, takes what it has, and the rest counts as replaced. */
const mostDifferences = 200;

/**
 * Pairs of equal items in two ranges, as many as possible (Myers, "An O(ND) Difference Algorithm", 1986). Items that
 * occur on one side only are left out before, since they can match nothing.
 */
export function shortestMatch(
  a: Int32Array,
  b: Int32Array,
  a0: number,
  a1: number,
  b0: number,
  b1: number,
): (readonly [number, number])[] {
  const left = shared(a, a0, a1, new Set(b.subarray(b0, b1)));
  const right = shared(b, b0, b1, new Set(a.subarray(a0, a1)));
  const pairs = myers(
    left.map(i => a[i] ?? -1),
    right.map(j => b[j] ?? -1),
  );
  return pairs.map(([x, y]) => [left[x] ?? 0, right[y] ?? 0] as const);
}

function shared(list: Int32Array, from: number, to: number, others: ReadonlySet<number>): number[] {
  const places: number[] = [];
  for (let i = from; i < to; i++) if (others.has(list[i] ?? -1)) places.push(i);
  return places;
}

/** `trail[d]` holds, for each diagonal -d, -d+2, … d, how far d differences reach. */
function myers(a: readonly number[], b: readonly number[]): [number, number][] {
  const trail: Int32Array[] = [];
  const reach = (d: number, k: number) => trail[d]?.[(k + d) >> 1] ?? -1;
  for (let d = 0; ; d++) {
    const row = new Int32Array(d + 1);
    trail.push(row);
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : start(reach, d, k);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      row[(k + d) >> 1] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(reach, d, k);
    }
    if (d === mostDifferences) return walkBack(reach, d, furthest(row, d, a.length, b.length));
  }
}

type Reach = (d: number, k: number) => number;

/** Where a path with one more difference begins on diagonal k: below the one above it, or right of the one beside it. */
const start = (reach: Reach, d: number, k: number): number =>
  goesDown(reach, d, k) ? reach(d - 1, k + 1) : reach(d - 1, k - 1) + 1;

const goesDown = (reach: Reach, d: number, k: number): boolean =>
  k === -d || (k !== d && reach(d - 1, k - 1) < reach(d - 1, k + 1));

/** The diagonal whose path has come furthest within both lists. */
function furthest(row: Int32Array, d: number, width: number, height: number): number {
  let [best, at] = [-1, 0];
  for (let k = -d; k <= d; k += 2) {
    const x = row[(k + d) >> 1] ?? 0;
    if (x <= width && x - k <= height && x + x - k > best) [best, at] = [x + x - k, k];
  }
  return at;
}

function walkBack(reach: Reach, differences: number, diagonal: number): [number, number][] {
  const pairs: [number, number][] = [];
  let k = diagonal;
  for (let d = differences; d >= 0; d--) {
    const from = d === 0 ? 0 : start(reach, d, k);
    for (let x = reach(d, k) - 1; x >= from; x--) pairs.push([x, x - k]);
    if (d > 0) k += goesDown(reach, d, k) ? 1 : -1;
  }
  return pairs.reverse();
}
