import { count } from '../../../errors/index.ts';
import type { Compared, Comparison, Criteria, Sample } from './criteria.ts';
import { quantileOf, timed } from './latency.ts';
import { mannWhitney, type RankTest } from './mann-whitney.ts';
import { cumulative, type Measurement, tooFew } from './measurement.ts';
import { percent } from './percent.ts';
import { draw, growth } from './spending.ts';

const criterion = 'latency beside the baseline';

/** Below this the normal approximation of the test is not good enough. */
const fewest = 30;

/**
 * Are the version's requests slower than the baseline's, each of them made slower by what is tolerated? By Mann-Whitney
 * U, which says so of the whole distribution and not of its mean. The tolerance counts in whole buckets of the histogram,
 * rounded up: what is tolerated never fails, whatever the shape. Tests on the way are due whenever there is half as
 * much again to look at.
 */
export function compareLatency(
  before: Compared,
  version: Sample,
  baseline: Sample,
  criteria: Criteria & { readonly comparison: Comparison },
  isFinal: boolean,
): { readonly compared: Compared; readonly measurement: Measurement } {
  const { comparison } = criteria;
  const needed = Math.max(criteria.minRequests, fewest);
  const [n, m] = [timed(version), timed(baseline)];
  const few =
    tooFew(criterion, n, needed, criteria, isFinal) ??
    tooFew(criterion, m, needed, criteria, isFinal, ' of the baseline');
  if (few) return { compared: before, measurement: few };
  const requests = Math.min(n, m);
  const drawn = isFinal
    ? draw(before.latencyAtLast, requests, growth.atLast, comparison.alpha)
    : draw(before.latencyOnTheWay, requests, growth.onTheWay, comparison.alpha);
  if (!drawn) {
    const say = () => sentence(version, baseline, comparison);
    return { compared: before, measurement: cumulative(criterion, 'success', say) };
  }
  const test = mannWhitney(version.latency, baseline.latency, bucketsOf(comparison.allowedLatencyIncrease));
  const isHarm = test.p <= drawn.alpha;
  const compared = { ...before, [isFinal ? 'latencyAtLast' : 'latencyOnTheWay']: drawn.spent };
  const say = () => sentence(version, baseline, comparison, test);
  return { compared, measurement: cumulative(criterion, isHarm ? 'failure' : 'success', say) };
}

/** Whole buckets, 10 % each, that hold a relative increase; the small number is for 0.21, which is two exactly. */
const bucketsOf = (increase: number): number => Math.ceil(Math.log1p(increase) / Math.log(1.1) - 1e-9);

const chance = (p: number): string => (p < 0.0001 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`);

const middle = (sample: Sample): string => `${quantileOf(sample, 0.5) ?? 0} ms`;

function sentence(version: Sample, baseline: Sample, comparison: Comparison, test?: RankTest): string {
  const buckets = bucketsOf(comparison.allowedLatencyIncrease);
  const tolerated = buckets > 0 ? `, ${percent(1.1 ** buckets - 1)} more is tolerated` : '';
  const tested = test
    ? `; ${tolerated ? 'beyond that ' : ''}slower in ${percent(test.u / test.pairs)} of all pairs (${chance(test.p)})`
    : '';
  return `median ${middle(version)} in ${count(version.requests)} requests, ${middle(baseline)} in ${count(baseline.requests)} of the baseline${tolerated}${tested}`;
}
