import type { Look, Progress } from './analysis/criteria.ts';
import type { DeployPlan } from './plan.ts';
import type { GroupRef, Split, Watched } from './stage.ts';

/** Requests are counted under the phase of the deploy in which they ended. */
export type Phase = 'start' | 'shift' | 'drain' | 'bake' | 'stop' | 'rollback';

/** What the engine is asked to do. Idempotent; `id` ties the outcome to it. */
export type Effect = { readonly id: string } & Action;

export type Action =
  | { readonly do: 'run-hook'; readonly hook: string; readonly group?: string }
  | ({ readonly do: 'ensure'; readonly replicas: number } & GroupRef)
  | ({ readonly do: 'smoke'; readonly paths: readonly string[] } & GroupRef)
  | ({ readonly do: 'set-split'; readonly phase: Phase | 'quiet' } & Split)
  | ({ readonly do: 'drain'; readonly part: 'all' | 'retired'; readonly timeoutMs: number } & GroupRef)
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'read-metrics'; readonly of: readonly Watched[] }
  | ({ readonly do: 'probe'; readonly count: number } & GroupRef)
  | ({ readonly do: 'stop' } & GroupRef)
  /** Stops the instances above `replicas`, which the router no longer knows. */
  | ({ readonly do: 'trim'; readonly replicas: number } & GroupRef)
  | ({ readonly do: 'stop-at'; readonly at: number } & GroupRef);

/** How an effect ended. Durations in milliseconds. */
export type Outcome =
  | { readonly of: 'run-hook'; readonly ok: true; readonly tookMs: number }
  | { readonly of: 'run-hook'; readonly ok: false; readonly tookMs: number; readonly why: string }
  | { readonly of: 'ensure'; readonly ok: true; readonly tookMs: number }
  | { readonly of: 'ensure'; readonly ok: false; readonly why: string }
  | { readonly of: 'smoke'; readonly passed: number; readonly total: number; readonly why?: string }
  | { readonly of: 'set-split'; readonly tookMs: number }
  | { readonly of: 'drain'; readonly left: number; readonly tookMs: number }
  | { readonly of: 'wait' }
  /** In the order of the groups that were asked for. */
  | { readonly of: 'read-metrics'; readonly looks: readonly Look[] }
  | { readonly of: 'probe'; readonly passed: number; readonly total: number }
  | { readonly of: 'stop' }
  | { readonly of: 'trim' }
  | { readonly of: 'stop-at' }
  /** The engine tried, and tried again, and could not. */
  | { readonly of: 'error'; readonly why: string };

/** What a person, or another deploy, asks of one that is under way. */
export type Ask =
  | { readonly type: 'paused'; readonly by: string }
  | { readonly type: 'resumed'; readonly by: string }
  | { readonly type: 'approved'; readonly by: string }
  | { readonly type: 'rejected'; readonly by: string; readonly why: string }
  /** Whatever could not be decided is measured once more. */
  | { readonly type: 'retried'; readonly by: string }
  /** Skips what is left of watching and asking. */
  | { readonly type: 'promoted'; readonly by: string }
  | { readonly type: 'aborted'; readonly by: string; readonly why: string }
  /** A newer deploy takes the place of this one. */
  | { readonly type: 'superseded'; readonly by: string };

/** What happened. `at` is in milliseconds since the epoch. */
export type ReleaseEvent =
  | { readonly type: 'begun'; readonly at: number; readonly plan: DeployPlan }
  | { readonly type: 'outcome'; readonly at: number; readonly effect: string; readonly outcome: Outcome }
  | { readonly type: 'overdue'; readonly at: number }
  | (Ask & { readonly at: number });

export type ReasonCode =
  | 'start-failed'
  | 'smoke-failed'
  | 'hook-failed'
  | 'judged-bad'
  | 'rejected'
  | 'aborted'
  | 'superseded'
  | 'overdue'
  | 'engine';

/** Why a version was not kept: one sentence with its numbers. */
export interface Reason {
  readonly code: ReasonCode;
  readonly sentence: string;
}

export interface HookFact {
  readonly name: string;
  readonly ok: boolean;
  readonly tookMs: number;
}

/** What was measured on the way; it ends up in the record of the deploy. */
export interface Facts {
  readonly readyMs?: number;
  readonly smoke?: { readonly passed: number; readonly total: number };
  /** Of the last change of the traffic to the new version. */
  readonly switchMs?: number;
  readonly drainMs?: number;
  /** Requests that were still in hand when the drain time was over. */
  readonly drainLeft?: number;
  /** From the verdict to all traffic on the old version. */
  readonly rollbackMs?: number;
  readonly verdict?: string;
  /** One line a criterion, of the last judgment. */
  readonly details?: readonly string[];
  readonly hooks?: readonly HookFact[];
  /** Who let it pass where a person was asked. */
  readonly approvedBy?: readonly string[];
}

export type Table = Omit<Split, 'service'>;

/** Common to all states of a deploy that has begun. */
export interface Begun {
  readonly plan: DeployPlan;
  readonly startedAt: number;
  /** Index of the stage that is under way, or that comes next while the deploy is held up; -1 before the first. */
  readonly stage: number;
  /** Effects without an outcome yet: what a new controller performs again. */
  readonly pending: readonly Effect[];
  /** Number of effects issued so far; ids count up from it. */
  readonly issued: number;
  readonly facts: Facts;
  /** Who has the traffic of each service, by the last table that was applied. */
  readonly tables: Readonly<Record<string, Table>>;
  /** Instances that are left of previous releases of which some were stopped, by service. */
  readonly reduced: Readonly<Record<string, number>>;
  readonly watched: readonly Watched[];
  /** By service, of those that are watched. */
  readonly progress: Readonly<Record<string, Progress>>;
  /** Asked for by a person: nothing further is begun. */
  readonly pause?: { readonly by: string; readonly since: number };
  /** How long people and freezes have held it up so far. */
  readonly heldMs: number;
  /** Somebody asked for the end of watching and asking. */
  readonly isHurried: boolean;
  /** Asked for while the old version was put away: done as soon as it is. */
  readonly toUndo?: Reason;
  /** The new version stays whatever comes: only the flag can still be turned off. */
  readonly isSettled: boolean;
}

export type RunningHooks = Begun & { readonly name: 'running-hooks' };
export type Starting = Begun & { readonly name: 'starting' };
export type Smoking = Begun & { readonly name: 'smoking' };
export type Shifting = Begun & { readonly name: 'shifting' };
/** Under observation until then. */
export type Baking = Begun & { readonly name: 'baking'; readonly until: number };
/** Too little traffic for a verdict: probes make up the number; what was seen still counts. */
export type Probing = Begun & { readonly name: 'probing'; readonly looks: readonly Look[] };
/** A person is asked. `isUndecided`: because the figures decided nothing, so that measuring again is an answer, too. */
export type Awaiting = Begun & {
  readonly name: 'awaiting';
  readonly since: number;
  readonly ask: string;
  readonly isUndecided: boolean;
};
export type Paused = Begun & { readonly name: 'paused'; readonly since: number };
export type Frozen = Begun & { readonly name: 'frozen'; readonly since: number; readonly until: number };
export type Reducing = Begun & { readonly name: 'reducing' };
/** `marked`: losses count under `stop` from now on. Only then, and once drained, the old version is put away. */
export type Retiring = Begun & {
  readonly name: 'retiring';
  readonly marked: boolean;
  readonly putAway: boolean;
};
/** `healed`: services whose old version has been started again, because the traffic could not be given to it as it was. */
export type Reverting = Begun & {
  readonly name: 'reverting';
  readonly reason: Reason;
  readonly decidedAt: number;
  readonly healed: readonly string[];
  /** Services that could not be given back to their old version. */
  readonly stuck: readonly string[];
};
export type Clearing = Begun & {
  readonly name: 'clearing';
  readonly reason: Reason;
  readonly decidedAt: number;
};
export type Promoted = Begun & { readonly name: 'promoted' };
export type RolledBack = Begun & { readonly name: 'rolled-back'; readonly reason: Reason };
export type Failed = Begun & { readonly name: 'failed'; readonly reason: Reason };

export type Ended = Promoted | RolledBack | Failed;
export type Active =
  | RunningHooks
  | Starting
  | Smoking
  | Shifting
  | Baking
  | Probing
  | Awaiting
  | Paused
  | Frozen
  | Reducing
  | Retiring
  | Reverting
  | Clearing
  | Ended;
export type State = { readonly name: 'new' } | Active;
export type StateName = State['name'];

export function isEnded(state: State): state is Ended {
  return state.name === 'promoted' || state.name === 'rolled-back' || state.name === 'failed';
}

/** Whether it is being undone: what is asked of it now comes too late. */
export function isUndone(state: State): state is Reverting | Clearing {
  return state.name === 'reverting' || state.name === 'clearing';
}

/** The group with the most traffic of a service; undefined when nothing has any. */
export function servingOf(state: Active, service: string): string | undefined {
  const [first] = Object.entries(state.tables[service]?.weights ?? {})
    .filter(([, weight]) => weight > 0)
    .sort(([, a], [, b]) => b - a);
  return first?.[0];
}

/** What an ordered split makes of the table. */
export function tableOf({ weights, counts, mirror, flag }: Split): Table {
  return {
    weights,
    ...(counts ? { counts } : {}),
    ...(mirror ? { mirror } : {}),
    ...(flag ? { flag } : {}),
  };
}
