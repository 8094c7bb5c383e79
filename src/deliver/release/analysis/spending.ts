import type { Spent } from './criteria.ts';

/**
 * How the alpha of a comparison is divided, so that the probability of any false alarm stays within it (Bonferroni over
 * all parts): one half each for errors and latencies; of each, one half for looks on the way, one half for last ones.
 */
export const partOf = (alpha: number): number => alpha / 4;

/**
 * What test number `n` (from 1) of one part may spend of it: alpha / (n (n + 1)), which adds up to alpha over any number
 * of tests, and needs neither their number nor their times in advance (the idea of Lan and DeMets 1983, Biometrika
 * 70:659-663, with a series for a spending function).
 */
const spentBy = (n: number, alpha: number): number => alpha / (n * (n + 1));

/** Much more to look at than at the last test, so that tests are few however many looks there are. */
export const growth = { onTheWay: 1.5, atLast: 1.1 };

export interface Draw {
  readonly alpha: number;
  readonly spent: Spent;
}

/** What the next test may spend, when there are `factor` times as many requests as at the one before; else nothing. */
export function draw(before: Spent, requests: number, factor: number, alpha: number): Draw | undefined {
  if (requests < before.requests * factor) return undefined;
  const tests = before.tests + 1;
  return { alpha: spentBy(tests, partOf(alpha)), spent: { tests, requests } };
}
