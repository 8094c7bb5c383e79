import type { Counts, Progress } from './criteria.ts';
import type { Measurement } from './measurement.ts';
import { alternatives } from './sequential.ts';

const nothing: Counts = { failures: 0, inconclusive: 0, consecutiveErrors: 0 };
const nobody = { requests: 0, errors: 0 };
const unspent = { tests: 0, requests: 0 };

/** Where a judgment begins. */
export const noLooks = (): Progress => ({
  looks: 0,
  ...nothing,
  byCriterion: {},
  compared: {
    version: nobody,
    baseline: nobody,
    errors: { version: 0, all: 0, expected: 0 },
    evidence: alternatives.map(() => 0),
    latencyOnTheWay: unspent,
    latencyAtLast: unspent,
    errorsAtLast: unspent,
  },
});

/** What was left open before is settled: the next step counts anew, and keeps the evidence beside the baseline. */
export const countedAnew = (before: Progress): Progress => ({ ...before, ...nothing, byCriterion: {} });

/** Counts one look's measurements, each under its criterion, as analysis/analysis.go of Argo Rollouts does by metric. */
export function counted(before: Progress, measurements: readonly Measurement[]): Progress {
  const byCriterion: Record<string, Counts> = { ...before.byCriterion };
  let { failures, inconclusive } = before;
  let consecutiveErrors = 0;
  for (const { criterion, result } of measurements) {
    const counts = added(byCriterion[criterion] ?? nothing, result);
    if (counts !== nothing) byCriterion[criterion] = counts;
    failures = Math.max(failures, counts.failures);
    inconclusive = Math.max(inconclusive, counts.inconclusive);
    consecutiveErrors = Math.max(consecutiveErrors, counts.consecutiveErrors);
  }
  return { ...before, looks: before.looks + 1, failures, inconclusive, consecutiveErrors, byCriterion };
}

function added(counts: Counts, result: Measurement['result']): Counts {
  switch (result) {
    case 'pending':
      return counts;
    case 'error':
      return { ...counts, consecutiveErrors: counts.consecutiveErrors + 1 };
    case 'success':
      return counts.consecutiveErrors === 0 ? counts : { ...counts, consecutiveErrors: 0 };
    case 'failure':
      return { ...counts, failures: counts.failures + 1, consecutiveErrors: 0 };
    case 'inconclusive':
      return { ...counts, inconclusive: counts.inconclusive + 1, consecutiveErrors: 0 };
  }
}
