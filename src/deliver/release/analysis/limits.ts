import { count } from '../../../errors/index.ts';
import type { Criteria, LatencyLimit, Query, QueryAnswer, Sample } from './criteria.ts';
import { latencyBounds, quantileOf, slowerThan, timed } from './latency.ts';
import { cumulative, type Measurement, tooFew } from './measurement.ts';
import { percent } from './percent.ts';
import { logEvidence } from './sequential.ts';

/** Before the end a limit counts as broken only beyond doubt: by a test at this alpha, over all looks together. */
export const earlyAlpha = 0.001;

/** Share of requests that failed, against its limit. */
export function errorRate(version: Sample, criteria: Criteria, isFinal: boolean): Measurement {
  const { requests, errors } = version;
  const { maxErrorRate } = criteria;
  const say = () =>
    `${count(errors)} of ${count(requests)} requests answered 5xx (${percent(errors / requests)}, limit ${percent(maxErrorRate)})`;
  return (
    tooFew('error rate', requests, criteria.minRequests, criteria, isFinal) ??
    cumulative('error rate', shareAgainst(errors, requests, maxErrorRate, isFinal), say)
  );
}

/**
 * A quantile of the latency against its limit, as what it means: the share of requests beyond `maxMs` is 1 - quantile at
 * most. The histogram knows `maxMs` as its next bound (at most 10 % above), so that none counts as slow that was not.
 */
export function latencyLimit(
  version: Sample,
  { quantile, maxMs }: LatencyLimit,
  criteria: Criteria,
  isFinal: boolean,
): Measurement {
  const criterion = `p${Number((quantile * 100).toFixed(3))}`;
  const requests = timed(version);
  const few = tooFew(criterion, requests, criteria.minRequests, criteria, isFinal);
  if (few) return few;
  const bucket = latencyBounds.findIndex(bound => bound >= maxMs);
  const slow = bucket < 0 ? 0 : slowerThan(version.latency, bucket);
  const allowed = Number((1 - quantile).toFixed(9));
  const bound = Number((latencyBounds[bucket] ?? maxMs).toPrecision(4));
  const say = () =>
    `${criterion} ${quantileOf(version, quantile) ?? 0} ms (limit ${maxMs} ms): ${count(slow)} of ${count(requests)} requests took longer than ${bound} ms (${percent(slow / requests)}, limit ${percent(allowed)})`;
  return cumulative(criterion, shareAgainst(slow, requests, allowed, isFinal), say);
}

/** On the way only harm beyond doubt counts, at the end the share itself is compared. */
function shareAgainst(hits: number, trials: number, limit: number, isFinal: boolean): 'success' | 'failure' {
  const isBroken = isFinal
    ? hits / trials > limit
    : logEvidence(hits, trials, limit) >= -Math.log(earlyAlpha);
  return isBroken ? 'failure' : 'success';
}

/** A figure of somebody else's. One that was not asked for at a look on the way is measured at another one. */
export function queryLimit(query: Query, answers: readonly QueryAnswer[], isFinal: boolean): Measurement {
  const { name, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = query;
  const measured = (result: Measurement['result'], text: () => string): Measurement => ({
    criterion: `query ${name}`,
    result,
    isCumulative: false,
    say: () => `${name} ${text()}`,
  });
  const answer = answers.find(answer => answer.name === name);
  if (!answer) return measured(isFinal ? 'error' : 'pending', () => 'was not asked for');
  const { value, why } = answer;
  if (value === null || Number.isNaN(value))
    return measured('error', () => `could not be had: ${why ?? 'no reason was given'}`);
  const isGood = value >= min && value <= max;
  return measured(isGood ? 'success' : 'failure', () => `is ${value} (${boundsOf(query)})`);
}

function boundsOf({ min, max }: Query): string {
  if (min !== undefined && max !== undefined) return `good from ${min} to ${max}`;
  if (min !== undefined) return `good from ${min} on`;
  return max === undefined ? 'no limit' : `good up to ${max}`;
}
