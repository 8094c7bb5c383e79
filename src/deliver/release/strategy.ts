/** The strategies with their settings; strategies/ says what each of them does. Times in milliseconds. */

export interface BlueGreen {
  readonly name: 'blue-green';
  /** A person looks at the new version, at its own address, before it gets the traffic. */
  readonly asksBefore: boolean;
}

export interface Rolling {
  readonly name: 'rolling';
  /** Instances, or a share of them such as "25%". */
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}

export interface CanaryStep {
  /** Share of the requests in percent, above 0 and below 100. */
  readonly weight: number;
  /** How long it is watched. */
  readonly ms: number;
  /** A person answers before the next step. */
  readonly asks: boolean;
}

export interface Canary {
  readonly name: 'canary';
  /** Growing weights; all traffic follows the last one. */
  readonly steps: readonly CanaryStep[];
  /** Instances of the old release as old as the canary and with as many requests, to compare it with. */
  readonly hasBaseline: boolean;
  /** A share of the requests is copied to the new version first; its answers are dropped. */
  readonly mirror?: { readonly percent: number; readonly ms: number };
}

export interface FeatureFlag {
  readonly name: 'feature-flag';
  readonly flag: string;
  /** Growing shares in percent; the last is 100. */
  readonly steps: readonly { readonly percent: number; readonly ms: number; readonly asks: boolean }[];
}

export interface Recreate {
  readonly name: 'recreate';
}

export type Strategy = Rolling | BlueGreen | Canary | FeatureFlag | Recreate;
export type StrategyName = Strategy['name'];
