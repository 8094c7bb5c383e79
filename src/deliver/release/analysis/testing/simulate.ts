import type { Criteria, Sample } from '../criteria.ts';
import { judgeLook } from '../judge-look.ts';
import { latencyBounds } from '../latency.ts';
import { normalTail } from '../normal.ts';
import { noLooks } from '../progress.ts';
import { binomial, drawer, seeded } from './random.ts';

/** Traffic of a version and its baseline, and how often it is looked at. */
export interface Scenario {
  readonly seed: number;
  readonly runs: number;
  readonly looks: number;
  /** How many of them are the last ones of a step, as those of a canary; 1 where it is not said. */
  readonly steps?: number;
  /** Of the version until the last look. */
  readonly requests: number;
  /** Of the baseline; as many where it is not said, none where there is nothing to compare with. */
  readonly baselineRequests?: number;
  /** Share of errors of the baseline, and how many times that the version has. */
  readonly errorRate: number;
  readonly errorFactor: number;
  /** How many times the baseline's latency the version has; no latencies at all where it is not said. */
  readonly latencyFactor?: number;
  readonly criteria: Criteria;
}

export interface Simulated {
  /** Share of the runs in which a criterion failed first, and in which any did, at whatever look. */
  readonly byCriterion: Readonly<Record<string, number>>;
  readonly any: number;
  /** Share in which a look before the last failed, and the version's requests by then, as a median of these. */
  readonly early: number;
  readonly earlyRequests: number | null;
}

/** Judges versions of which everything is known. */
export function simulate(scenario: Scenario): Simulated {
  const random = seeded(scenario.seed);
  const [version, baseline] = [sideOf(scenario, true), sideOf(scenario, false)];
  const failed: Record<string, number> = {};
  const early: number[] = [];
  let any = 0;
  for (let run = 0; run < scenario.runs; run += 1) {
    const { failedBy, firstAt } = judged(scenario, version(random), baseline(random));
    for (const criterion of failedBy) failed[criterion] = (failed[criterion] ?? 0) + 1;
    if (firstAt !== undefined) any += 1;
    if (firstAt !== undefined && firstAt < scenario.looks)
      early.push(Math.round((scenario.requests * firstAt) / scenario.looks));
  }
  early.sort((a, b) => a - b);
  const share = (count: number) => count / scenario.runs;
  return {
    byCriterion: Object.fromEntries(Object.entries(failed).map(([name, count]) => [name, share(count)])),
    any: share(any),
    early: share(early.length),
    earlyRequests: early[early.length >> 1] ?? null,
  };
}

type Grow = (look: number) => Sample;

/** To the first failure, as a release would; what failed at that look. */
function judged({ looks, steps = 1, criteria }: Scenario, version: Grow, baseline: Grow) {
  let progress = noLooks();
  for (let look = 1; look <= looks; look += 1) {
    const seen = { version: version(look), baseline: baseline(look), answers: [] };
    progress = judgeLook(seen, progress, criteria, look % (looks / steps) === 0).progress;
    if (progress.failures > 0) return { failedBy: Object.keys(progress.byCriterion), firstAt: look };
  }
  return { failedBy: [], firstAt: undefined };
}

/** Starts the counters of one side; asked for look 1, 2, ... it gives what they stand at. */
function sideOf(scenario: Scenario, isVersion: boolean): (random: () => number) => Grow {
  const { looks, errorRate, errorFactor, latencyFactor } = scenario;
  const requests = isVersion ? scenario.requests : (scenario.baselineRequests ?? scenario.requests);
  const share = isVersion ? errorRate * errorFactor : errorRate;
  const draw = latencyFactor === undefined ? undefined : drawer(bucketShares(isVersion ? latencyFactor : 1));
  return random => {
    const latency: Record<string, number> = {};
    let [seen, errors] = [0, 0];
    return look => {
      const fresh = Math.round((requests * look) / looks) - seen;
      seen += fresh;
      errors += binomial(random, fresh, share);
      if (draw) add(latency, fresh, () => draw(random));
      return { requests: seen, errors, latency };
    };
  };
}

function add(latency: Record<string, number>, count: number, draw: () => number): void {
  for (let i = 0; i < count; i += 1) {
    const bucket = draw();
    latency[bucket] = (latency[bucket] ?? 0) + 1;
  }
}

/** What each bucket gets of a log-normal latency with a median of 20 ms times `factor`, and a p99 of four times that. */
function bucketShares(factor: number): number[] {
  const above = latencyBounds.map(bound => normalTail(Math.log(bound / (20 * factor)) / 0.6));
  return above.map((tail, i) => (i === 0 ? 1 : (above[i - 1] ?? 0)) - (i === above.length - 1 ? 0 : tail));
}
