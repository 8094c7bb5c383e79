import { compareErrors } from './compare-errors.ts';
import { compareLatency } from './compare-latency.ts';
import type { Compared, Criteria, Judgment, Look, Progress, Verdict } from './criteria.ts';
import { errorRate, latencyLimit, queryLimit } from './limits.ts';
import { cumulative, type Measurement } from './measurement.ts';
import { counted } from './progress.ts';

/**
 * Judges a version at one look. On the way only harm beyond doubt counts, whatever the number of looks; the last look
 * (`isFinal`) compares the figures with their limits. `fail`: a criterion has failed more often than tolerated, or what
 * was added up is over its limit at the end. `inconclusive`: at the end there was too little traffic, or a provider
 * could not answer too often in a row; nothing is said about the version then. `continue` at the last look: that is not
 * so yet, so wait a little, look again and say that it is the last one. A look without a baseline compares nothing: who
 * wants the comparison gives the baseline's figures, be they of no request.
 */
export function judgeLook(look: Look, progress: Progress, criteria: Criteria, isFinal: boolean): Judgment {
  const { measurements, compared } = measure(look, progress.compared, criteria, isFinal);
  const next = counted({ ...progress, compared }, measurements);
  const { verdict, because } = decide(measurements, next, criteria, isFinal);
  return {
    verdict,
    get sentence() {
      return because.say();
    },
    get details() {
      return measurements.map(({ criterion, result, say }) => `${criterion}: ${result}: ${say()}`);
    },
    progress: next,
  };
}

interface Measured {
  readonly measurements: readonly [Measurement, ...Measurement[]];
  readonly compared: Compared;
}

function measure(look: Look, before: Compared, criteria: Criteria, isFinal: boolean): Measured {
  const { version, answers } = look;
  const comparison = compare(look, before, criteria, isFinal);
  return {
    measurements: [
      errorRate(version, criteria, isFinal),
      ...criteria.latency.map(limit => latencyLimit(version, limit, criteria, isFinal)),
      ...comparison.measurements,
      ...criteria.queries.map(query => queryLimit(query, answers, isFinal)),
    ],
    compared: comparison.compared,
  };
}

interface Comparisons {
  readonly measurements: readonly Measurement[];
  readonly compared: Compared;
}

function compare(
  { version, baseline }: Look,
  before: Compared,
  criteria: Criteria,
  isFinal: boolean,
): Comparisons {
  const { comparison } = criteria;
  if (!comparison) return { measurements: [], compared: before };
  if (!baseline) {
    const missing = cumulative('baseline', 'pending', () => 'there is no baseline to compare with');
    return { measurements: [missing], compared: before };
  }
  const compares = { ...criteria, comparison };
  const errors = compareErrors(before, version, baseline, compares, isFinal);
  const latency = compareLatency(errors.compared, version, baseline, compares, isFinal);
  return { measurements: [errors.measurement, latency.measurement], compared: latency.compared };
}

interface Decision {
  readonly verdict: Verdict;
  readonly because: Measurement;
}

const isOpen = ({ result }: Measurement): boolean => result === 'inconclusive' || result === 'error';

function decide(
  measurements: Measured['measurements'],
  { byCriterion }: Progress,
  { limits }: Criteria,
  isFinal: boolean,
): Decision {
  const isFailed = ({ criterion, result, isCumulative }: Measurement) =>
    (isFinal && isCumulative && result === 'failure') ||
    (byCriterion[criterion]?.failures ?? 0) > limits.failures;
  const isUndecided = ({ criterion }: Measurement) =>
    (byCriterion[criterion]?.inconclusive ?? 0) > limits.inconclusive ||
    (byCriterion[criterion]?.consecutiveErrors ?? 0) > limits.consecutiveErrors;
  const [first] = measurements;

  const failed = measurements.find(isFailed);
  if (failed) return { verdict: 'fail', because: failed };
  const undecided = measurements.find(isUndecided);
  if (undecided) return { verdict: 'inconclusive', because: undecided };
  if (!isFinal) return { verdict: 'continue', because: first };
  const open = measurements.find(isOpen);
  return open ? { verdict: 'continue', because: open } : { verdict: 'pass', because: first };
}
