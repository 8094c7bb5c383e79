/** What a version is judged by, and what a judgment is made of. Plain JSON throughout: plans and journals hold it. */

/** What was counted of one group's requests since the judgment began. */
export interface Sample {
  readonly requests: number;
  /** Of these, answered 500 to 599 by the version itself, or cut or timed out by it. */
  readonly errors: number;
  /** Requests by bucket index of `latencyBounds`, sparse. */
  readonly latency: Readonly<Record<string, number>>;
}

/** A figure that somebody else has, such as Prometheus; good from `min` to `max`, both included. */
export interface Query {
  readonly name: string;
  readonly expression: string;
  readonly min?: number;
  readonly max?: number;
}

export interface QueryAnswer {
  readonly name: string;
  /** null: the provider could not answer, and `why` says why. */
  readonly value: number | null;
  readonly why?: string;
}

/** One look at the figures. */
export interface Look {
  readonly version: Sample;
  /** Instances of the version before, of the same age and weight. */
  readonly baseline?: Sample;
  readonly answers: readonly QueryAnswer[];
}

export interface LatencyLimit {
  /** 0 to 1, such as 0.99. */
  readonly quantile: number;
  readonly maxMs: number;
}

export interface Comparison {
  /** Probability, 0 to 1, that a version which is no worse than tolerated is failed by any of its comparisons, at any look. */
  readonly alpha: number;
  /** Relative increases over the baseline that are tolerated: 0.25 is a quarter more. */
  readonly allowedErrorIncrease: number;
  readonly allowedLatencyIncrease: number;
}

/** How many measurements of one criterion are tolerated: more than that many are too many (as in Argo Rollouts). */
export interface MeasurementLimits {
  readonly failures: number;
  readonly inconclusive: number;
  readonly consecutiveErrors: number;
}

export interface Criteria {
  /** Share of requests, 0 to 1. */
  readonly maxErrorRate: number;
  readonly minRequests: number;
  readonly latency: readonly LatencyLimit[];
  readonly comparison?: Comparison;
  readonly queries: readonly Query[];
  readonly limits: MeasurementLimits;
}

/** What one criterion gave, counted over the looks. */
export interface Counts {
  readonly failures: number;
  readonly inconclusive: number;
  readonly consecutiveErrors: number;
}

/** What the comparison with the baseline remembers from look to look. */
export interface Compared {
  /** What the last look had counted, so that each error is weighed by the traffic of its own time. */
  readonly version: { readonly requests: number; readonly errors: number };
  readonly baseline: { readonly requests: number; readonly errors: number };
  /** Errors that have been weighed: the version's, all, and how many the version would have at the tolerated increase. */
  readonly errors: { readonly version: number; readonly all: number; readonly expected: number };
  /** Logarithms of the likelihood ratios of `alternatives`, see sequential.ts. */
  readonly evidence: readonly number[];
  /** Tests of latencies on the way, and of both at last looks. */
  readonly latencyOnTheWay: Spent;
  readonly latencyAtLast: Spent;
  readonly errorsAtLast: Spent;
}

/** How often a part of alpha was drawn on, and the requests a side at the last time. */
export interface Spent {
  readonly tests: number;
  readonly requests: number;
}

/** What a judgment remembers from look to look; it is journalled. */
export interface Progress extends Counts {
  readonly looks: number;
  /** By criterion, where there is something to count; the counts of the progress itself are the highest of these. */
  readonly byCriterion: Readonly<Record<string, Counts>>;
  readonly compared: Compared;
}

/** `continue`: look again, also after a last look at which a provider could not answer. */
export type Verdict = 'pass' | 'fail' | 'continue' | 'inconclusive';

export interface Judgment {
  readonly verdict: Verdict;
  /** Why, in one sentence with its numbers. */
  readonly sentence: string;
  /** One line for each criterion. */
  readonly details: readonly string[];
  readonly progress: Progress;
}
