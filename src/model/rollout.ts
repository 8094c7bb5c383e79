/** How one version of a service takes the place of another, and what decides whether it stays. */

/** How an instance leaves: no new requests, up to `drainSeconds` for those in hand, SIGTERM, `graceSeconds`, SIGKILL. */
export interface Shutdown {
  readonly drainSeconds: number;
  readonly graceSeconds: number;
}

/** How a new version is brought in and judged. */
export interface Rollout {
  /** A new instance must be ready within this time. */
  readonly readySeconds: number;
  /** How long the new version carries all traffic under observation before it is promoted. */
  readonly bakeSeconds: number;
  /** Share of its requests that may be answered 5xx during the bake time. */
  readonly maxErrorPercent: number;
  /** Fewer requests than this are no verdict. */
  readonly minRequests: number;
  /** How long the old version is kept warm after promotion. */
  readonly rollbackWindowSeconds: number;
  /** A whole deploy must end within this time. */
  readonly deploySeconds?: number;
  /** A rollback must end within this time. */
  readonly rollbackSeconds?: number;
  /** rolling: instances above the wanted number, as in Kubernetes: "2", or a share of it, "25%". */
  readonly maxSurge: string;
  /** rolling: instances that may be missing meanwhile, in the same form. */
  readonly maxUnavailable: string;
  /** canary and feature flag: at least one; all traffic follows the last. The weights grow. */
  readonly steps: readonly RolloutStep[];
  /** canary: compared with new instances of the old version, not with its warm ones. */
  readonly baseline: boolean;
  /** Whoever got a version stays with it. */
  readonly sticky?: Sticky;
  /** canary: before the first step so many of 100 requests are copied to the new version, and its answers dropped. */
  readonly mirrorPercent?: number;
  /** The feature flag that is ramped; present where an environment has that strategy. */
  readonly flag?: string;
  /** blue-green: a person approves before the traffic is switched. */
  readonly approveSwitch: boolean;
  /** How much higher than that of the baseline the share of errors may be, in percent of it; 100 is twice as high. */
  readonly allowedErrorIncreasePercent: number;
  /** The same for how long answers take. */
  readonly allowedLatencyIncreasePercent: number;
  /** Figures of Prometheus that decide too. */
  readonly queries: readonly RolloutQuery[];
  /** Who answers the queries. */
  readonly prometheus?: Prometheus;
}

export interface RolloutStep {
  /** Share of the requests that the new version gets: a whole number from 1 to 99. */
  readonly weight: number;
  /** How long it is watched; the bake time of the environment unless given. */
  readonly seconds?: number;
  /** A person approves before the next step. */
  readonly approval?: boolean;
}

/** One of the two is there. */
export interface Sticky {
  /** Name of the cookie that the router sets. */
  readonly cookie?: string;
  /** Name of a header that clients send, such as an account's number. */
  readonly header?: string;
}

/** Good from `min` to `max`, both included; one of them is there. */
export interface RolloutQuery {
  readonly name: string;
  /** PromQL that gives one number. */
  readonly expression: string;
  readonly min?: number;
  readonly max?: number;
}

export interface Prometheus {
  /** http or https, without credentials. */
  readonly url: string;
  /** The environment variable that holds the bearer token. */
  readonly tokenVariable?: string;
}

/** Points of a deploy at which commands of the team run, in the order of time. */
export type HookPoint = 'pre-deploy' | 'migration' | 'smoke' | 'load-test' | 'post-deploy';

/** A command of the team; its exit code decides whether the deploy goes on. */
export interface Hook {
  /** DNS label. */
  readonly name: string;
  readonly at: HookPoint;
  /** argv; at least one word. */
  readonly command: readonly string[];
  readonly timeoutSeconds: number;
}

/** A time in which nothing new is rolled out. Going back is always allowed. */
export interface Freeze {
  readonly name: string;
  /** "fri 16:00", each week, or "2026-12-20 00:00", once: see values/freeze.ts. */
  readonly from: string;
  /** Of the same form; not part of the freeze. */
  readonly to: string;
  /** Name of the IANA time zone database. */
  readonly zone: string;
  readonly reason: string;
}
