import { count } from '../../../errors/index.ts';
import { binomialTail } from './binomial.ts';
import type { Compared, Comparison, Criteria, Sample } from './criteria.ts';
import { cumulative, type Measurement, tooFew } from './measurement.ts';
import { percent } from './percent.ts';
import { alternatives, logMean, logRatio } from './sequential.ts';
import { draw, growth, partOf } from './spending.ts';

const criterion = 'errors beside the baseline';

/**
 * Adds what happened since the last look to the evidence that the version fails more than `r = 1 + allowed` times as
 * often as the baseline. Seen from the errors it is a test of one share (Lindon and Malek 2022, NeurIPS 35): of all errors
 * of a batch with v and b requests, r v / (r v + b) at most are the version's. That holds exactly, whatever the rates are
 * and however they change: where the version fails r times as often, the likelihood ratio of a batch is on average
 * (1 + c/v)^v (1 - c/b)^b for some c, and that is exp(c) exp(-c) = 1 at most; where it fails less often, it is less.
 */
export function addErrors(before: Compared, version: Sample, baseline: Sample, allowed: number): Compared {
  const v = since(before.version, version);
  const b = since(before.baseline, baseline);
  // Without traffic on both sides nothing can be compared: it waits for the next look.
  if (v.requests === 0 || b.requests === 0) return before;
  const weight = (1 + allowed) * v.requests;
  const share = weight / (weight + b.requests);
  const all = v.errors + b.errors;
  const { errors } = before;
  return {
    ...before,
    errors: {
      version: errors.version + v.errors,
      all: errors.all + all,
      expected: errors.expected + all * share,
    },
    version: { requests: version.requests, errors: version.errors },
    baseline: { requests: baseline.requests, errors: baseline.errors },
    evidence: alternatives.map(
      (factor, i) => (before.evidence[i] ?? 0) + logRatio(v.errors, all, share, factor),
    ),
  };
}

type Counted = Compared['version'];

/** What is new. Counters that went back began again, as those of a router that was started again do. */
function since(before: Counted, now: Counted): Counted {
  const isNew = now.requests < before.requests || now.errors < before.errors;
  const requests = isNew ? now.requests : now.requests - before.requests;
  const errors = isNew ? now.errors : now.errors - before.errors;
  return { requests, errors: Math.min(errors, requests) };
}

/**
 * Does the version fail more often than the baseline, beyond what is tolerated? By the evidence of all looks; and at
 * last looks also by an exact binomial test of all errors, which finds more than a test for any number of looks can.
 */
export function compareErrors(
  before: Compared,
  version: Sample,
  baseline: Sample,
  criteria: Criteria & { readonly comparison: Comparison },
  isFinal: boolean,
): { readonly compared: Compared; readonly measurement: Measurement } {
  const { minRequests, comparison } = criteria;
  const compared = addErrors(before, version, baseline, comparison.allowedErrorIncrease);
  const few =
    tooFew(criterion, version.requests, minRequests, criteria, isFinal) ??
    tooFew(criterion, baseline.requests, minRequests, criteria, isFinal, ' of the baseline');
  if (few) return { compared, measurement: few };
  const requests = Math.min(version.requests, baseline.requests);
  const last = isFinal ? draw(before.errorsAtLast, requests, growth.atLast, comparison.alpha) : undefined;
  const isHarm =
    logMean(compared.evidence) >= -Math.log(partOf(comparison.alpha)) ||
    (last !== undefined && chanceOf(compared.errors) <= last.alpha);
  const say = () => sentence(version, baseline, comparison);
  return {
    compared: last ? { ...compared, errorsAtLast: last.spent } : compared,
    measurement: cumulative(criterion, isHarm ? 'failure' : 'success', say),
  };
}

/**
 * Probability of that many errors of the version among all, if it fails as often as is tolerated, by the mean of the
 * shares of all batches: where they differ, the truth is smaller still (Hoeffding 1956, Ann. Math. Stat. 27:713-721). So
 * neither rates nor weights that change in time look like harm.
 */
function chanceOf({ version, all, expected }: Compared['errors']): number {
  return all === 0 ? 1 : binomialTail(version, all, expected / all);
}

const shareOf = ({ errors, requests }: Sample): string =>
  `${count(errors)} of ${count(requests)} requests (${percent(errors / requests)})`;

function sentence(version: Sample, baseline: Sample, { allowedErrorIncrease }: Comparison): string {
  const tolerated = allowedErrorIncrease > 0 ? `, ${percent(allowedErrorIncrease)} more is tolerated` : '';
  return `${shareOf(version)} answered 5xx, ${shareOf(baseline)} of the baseline${tolerated}`;
}
