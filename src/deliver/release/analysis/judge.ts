import { count } from '../../../errors/index.ts';
import type { Limits } from '../plan.ts';

export type Verdict = 'pass' | 'fail' | 'continue' | 'inconclusive';

export interface Judgment {
  readonly verdict: Verdict;
  /** Why, in one sentence with its numbers. */
  readonly sentence: string;
}

export interface Measurement {
  readonly requests: number;
  /** Of these, answered 500 to 599 by the version itself, or cut by it. */
  readonly errors: number;
}

/** Standard normal quantile of a one-sided 0.1 % error: an early verdict must be beyond reasonable doubt. */
const earlyZ = 3.09;

/**
 * Judges the error rate of a new version. Before the end of the bake time only harm that is beyond doubt counts: the
 * Wilson lower bound of the rate is above the limit. At the end the rate itself is compared with the limit.
 * Fewer than `minRequests` requests are never a verdict.
 */
export function judge(
  seen: Measurement,
  limits: Pick<Limits, 'maxErrorRate' | 'minRequests'>,
  final: boolean,
): Judgment {
  const { requests, errors } = seen;
  if (requests < limits.minRequests) {
    return {
      verdict: final ? 'inconclusive' : 'continue',
      sentence: `${count(requests)} requests seen, ${count(limits.minRequests)} are needed for a verdict`,
    };
  }
  // A rollback needs no requests to be right, and none is a share of nothing.
  if (requests === 0) return { verdict: final ? 'pass' : 'continue', sentence: 'no requests were seen' };
  const sentence = `${count(errors)} of ${count(requests)} requests answered 5xx (${percent(errors / requests)}, limit ${percent(limits.maxErrorRate)})`;
  if (final) return { verdict: errors / requests > limits.maxErrorRate ? 'fail' : 'pass', sentence };
  return {
    verdict: wilsonLower(errors, requests, earlyZ) > limits.maxErrorRate ? 'fail' : 'continue',
    sentence,
  };
}

/**
 * Lower bound of the Wilson score interval for a proportion (Wilson 1927, J. Am. Stat. Assoc. 22:209-212).
 * `hits` of `n` trials, `z` the standard normal quantile; n > 0.
 */
export function wilsonLower(hits: number, n: number, z: number): number {
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const margin = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return Math.max(0, (centre - margin) / (1 + (z * z) / n));
}

function percent(rate: number): string {
  const value = rate * 100;
  return `${Number.isInteger(value) || value >= 10 ? Math.round(value * 10) / 10 : value.toFixed(2).replace(/0$/, '')} %`;
}
