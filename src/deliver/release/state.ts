import type { DeployPlan } from './plan.ts';

/** Requests are counted under the phase of the deploy in which they ended. */
export type Phase = 'start' | 'shift' | 'drain' | 'bake' | 'stop' | 'rollback';

/** What the engine is asked to do. Idempotent; `id` ties the outcome to it. */
export type Effect = { readonly id: string } & Action;

export type Action =
  | { readonly do: 'ensure'; readonly release: string; readonly replicas: number }
  | { readonly do: 'smoke'; readonly release: string; readonly paths: readonly string[] }
  | {
      readonly do: 'set-split';
      readonly split: Readonly<Record<string, number>>;
      readonly phase: Phase | 'quiet';
    }
  | { readonly do: 'drain'; readonly release: string; readonly timeoutMs: number }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'read-metrics'; readonly release: string }
  | { readonly do: 'probe'; readonly release: string; readonly count: number }
  | { readonly do: 'stop'; readonly release: string }
  /** Stops the instances above `replicas`, which the router no longer knows. */
  | { readonly do: 'trim'; readonly release: string; readonly replicas: number }
  | { readonly do: 'stop-at'; readonly release: string; readonly at: number };

/** How an effect ended. Durations in milliseconds. */
export type Outcome =
  | { readonly of: 'ensure'; readonly ok: true; readonly tookMs: number }
  | { readonly of: 'ensure'; readonly ok: false; readonly why: string }
  | { readonly of: 'smoke'; readonly passed: number; readonly total: number; readonly why?: string }
  | { readonly of: 'set-split'; readonly tookMs: number }
  | { readonly of: 'drain'; readonly left: number; readonly tookMs: number }
  | { readonly of: 'wait' }
  | { readonly of: 'read-metrics'; readonly requests: number; readonly errors: number }
  | { readonly of: 'probe'; readonly passed: number; readonly total: number }
  | { readonly of: 'stop' }
  | { readonly of: 'trim' }
  | { readonly of: 'stop-at' }
  /** The engine tried, and tried again, and could not. */
  | { readonly of: 'error'; readonly why: string };

/** What happened. `at` is in milliseconds since the epoch. */
export type ReleaseEvent =
  | { readonly type: 'begun'; readonly at: number; readonly plan: DeployPlan }
  | { readonly type: 'outcome'; readonly at: number; readonly effect: string; readonly outcome: Outcome }
  | { readonly type: 'aborted'; readonly at: number; readonly why: string }
  | { readonly type: 'overdue'; readonly at: number };

export type ReasonCode = 'start-failed' | 'smoke-failed' | 'error-rate' | 'aborted' | 'overdue' | 'engine';

/** Why a version was not kept: one sentence with its numbers. */
export interface Reason {
  readonly code: ReasonCode;
  readonly sentence: string;
}

/** What was measured on the way; it ends up in the record of the deploy. */
export interface Facts {
  readonly readyMs?: number;
  readonly smoke?: { readonly passed: number; readonly total: number };
  readonly switchMs?: number;
  readonly drainMs?: number;
  /** Requests that were still in hand when the drain time was over. */
  readonly drainLeft?: number;
  /** From the verdict to all traffic on the old version. */
  readonly rollbackMs?: number;
  readonly verdict?: string;
}

/** Common to all states of a deploy that has begun. */
interface Begun {
  readonly plan: DeployPlan;
  readonly startedAt: number;
  /** Effects without an outcome yet: what a new controller performs again. */
  readonly pending: readonly Effect[];
  /** Number of effects issued so far; ids count up from it. */
  readonly issued: number;
  readonly facts: Facts;
  /** Release that has the traffic, by the last table that was applied. */
  readonly traffic: string | undefined;
}

export type Starting = Begun & { readonly name: 'starting' };
export type Smoking = Begun & { readonly name: 'smoking' };
export type Shifting = Begun & { readonly name: 'shifting' };
export type Baking = Begun & {
  readonly name: 'baking';
  readonly bakeUntil: number;
  readonly drained: boolean;
};
/** Too little traffic for a verdict; what was seen of it still counts. */
export type Probing = Begun & {
  readonly name: 'probing';
  readonly requests: number;
  readonly errors: number;
  readonly drained: boolean;
};
/** `marked`: losses count under `stop` from now on. Only then, and once drained, the old version is put away. */
export type Retiring = Begun & {
  readonly name: 'retiring';
  readonly drained: boolean;
  readonly marked: boolean;
  readonly putAway: boolean;
};
/** `healed`: the old version has been started again, because the traffic could not be given to it as it was. */
export type Reverting = Begun & {
  readonly name: 'reverting';
  readonly reason: Reason;
  readonly decidedAt: number;
  readonly healed: boolean;
};
export type Clearing = Begun & { readonly name: 'clearing'; readonly reason: Reason };
export type Promoted = Begun & { readonly name: 'promoted' };
export type RolledBack = Begun & { readonly name: 'rolled-back'; readonly reason: Reason };
export type Failed = Begun & { readonly name: 'failed'; readonly reason: Reason };

export type State =
  | { readonly name: 'new' }
  | Starting
  | Smoking
  | Shifting
  | Baking
  | Probing
  | Retiring
  | Reverting
  | Clearing
  | Promoted
  | RolledBack
  | Failed;

export type Active = Exclude<State, { name: 'new' }>;
export type Ended = Promoted | RolledBack | Failed;

export function isEnded(state: State): state is Ended {
  return state.name === 'promoted' || state.name === 'rolled-back' || state.name === 'failed';
}
