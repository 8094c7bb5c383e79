export interface Candidate {
  readonly live: boolean;
  readonly inFlight: number;
}

/** What belongs to one release of all requests, and who can take them. */
export interface Share<C> {
  readonly release: string;
  /** Relative to the other shares; above 0 unless it is too small beside them to be told from it. */
  readonly size: number;
  readonly candidates: readonly C[];
}

export interface Picked<C> {
  readonly release: string;
  readonly candidate: C;
  /** Where the request stands within the release's share, from 0 up to 1: even, and steady while `at` is. */
  readonly within: number;
}

/** The shares of the releases with weight, in the order of `groups`; weights are any finite numbers from 0. */
export function sharesOf<C>(
  groups: ReadonlyMap<string, readonly C[]>,
  split: Readonly<Record<string, number>>,
): Share<C>[] {
  const weighted = [...groups].filter(([release]) => weightOf(release, split) > 0);
  // Sums of the largest numbers would overflow.
  const largest = Math.max(...weighted.map(([release]) => weightOf(release, split)));
  return weighted.map(([release, candidates]) => ({
    release,
    size: weightOf(release, split) / largest,
    candidates,
  }));
}

const weightOf = (release: string, split: Readonly<Record<string, number>>): number =>
  Object.hasOwn(split, release) ? (split[release] ?? 0) : 0;

/**
 * Who gets the request that stands at `at` (from 0 up to 1): the release whose share it is in, and of its live
 * instances the one with the fewest requests in hand. A release without a live one yields what it has to the others,
 * in proportion and by the same places, so that nobody else moves. Those in `tried` are left out; undefined when
 * nobody is left.
 */
export function pick<C extends Candidate>(
  shares: readonly Share<C>[],
  at: number,
  tried: ReadonlySet<C>,
  random: () => number,
): Picked<C> | undefined {
  const own = find(shares, at);
  if (!own) return undefined;
  const candidate = leastBusy(own.share.candidates, tried, random);
  if (candidate) return { release: own.share.release, candidate, within: own.within };
  const others = shares.filter(share => leastBusy(share.candidates, tried, random) !== undefined);
  return others.length > 0 ? pick(others, own.within, tried, random) : undefined;
}

function find<C>(shares: readonly Share<C>[], at: number): { share: Share<C>; within: number } | undefined {
  let total = 0;
  for (const { size } of shares) total += size;
  let rest = at * total;
  for (const share of shares) {
    if (rest < share.size) return { share, within: rest / share.size };
    rest -= share.size;
  }
  // By rounding alone the last one was missed.
  const last = shares.at(-1);
  return last && { share: last, within: at };
}

/** Chance among equals: a fixed order would send the whole trickle of a quiet service to one instance. */
export function leastBusy<C extends Candidate>(
  candidates: readonly C[],
  tried: ReadonlySet<C>,
  random: () => number,
): C | undefined {
  let best: C | undefined;
  let equals = 0;
  for (const candidate of candidates) {
    if (!candidate.live || tried.has(candidate)) continue;
    if (best && candidate.inFlight > best.inFlight) continue;
    equals = best?.inFlight === candidate.inFlight ? equals + 1 : 1;
    if (equals === 1 || random() * equals < 1) best = candidate;
  }
  return best;
}
