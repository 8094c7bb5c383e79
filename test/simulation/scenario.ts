import type { HookPoint } from '../../src/deliver/release/stage.ts';
import type { Ask } from '../../src/deliver/release/state.ts';
import type { Strategy } from '../../src/deliver/release/strategy.ts';
import type { Fault } from './faults.ts';

/** How a version behaves; everything that is not said is good. Shares from 0 to 1, times in milliseconds. */
export interface Behaviour {
  readonly startMs: number;
  readonly start: 'ready' | 'never' | 'exits' | 'flaps';
  readonly smoke: 'passes' | 'fails';
  /** Requests that it answers with 500. */
  readonly errors: number;
  readonly flagErrors: number;
  /** Requests on which its process ends. */
  readonly crashes: number;
}

export interface PlannedHook {
  readonly at: HookPoint;
  readonly ms: number;
  readonly ok: boolean;
}

/** One command of a person: a deploy of a new version, back to the one before, or another number of instances. */
export interface Planned {
  readonly kind: 'deploy' | 'rollback' | 'scale';
  readonly strategy: Strategy;
  readonly replicas: number;
  /** Indices of the services that take part. */
  readonly services: readonly number[];
  readonly behaviour: Behaviour;
  readonly hooks: readonly PlannedHook[];
  readonly bakeMs: number;
  readonly rollbackWindowMs: number;
  /** A freeze of a minute: the one in which the deploy begins (0), or the next one (1). */
  readonly frozenInMinutes?: number;
  /** A figure is asked for that nobody can give: the end of a watch decides nothing. */
  readonly isBlind: boolean;
  /** What whoever is asked says. */
  readonly answer: Ask['type'] | 'nothing';
}

export interface PlannedAsk {
  readonly type: Ask['type'];
  /** Milliseconds after the run began. */
  readonly at: number;
  readonly by: string;
}

/** A whole run, as plain JSON: the same one always ends the same way. */
export interface Scenario {
  readonly seed: number;
  /** Services that serve when the run begins; 0: the first deploy is the first of all. */
  readonly services: number;
  readonly startsEmpty: boolean;
  /** Mean time between two requests of a service. */
  readonly everyMs: number;
  /** What the clock on the wall shows beyond a whole minute when the run begins. */
  readonly secondsMs: number;
  /** How long a router takes to take a table in. */
  readonly applyMs: number;
  readonly releases: readonly Planned[];
  readonly faults: readonly Fault[];
  readonly asks: readonly PlannedAsk[];
}
