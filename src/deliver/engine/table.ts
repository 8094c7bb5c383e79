import type { Phase } from '../release/state.ts';

/** What the router knows: which instances stand behind which release, and who gets the traffic. */

export const tableVersion = 1;

export interface RouterTable {
  readonly schemaVersion: typeof tableVersion;
  /** Fencing token of the lease that wrote it; the router refuses a table with an older one. */
  readonly token: number;
  /** Grows with each table of one token; the router refuses an older or equal one. */
  readonly generation: number;
  readonly service: string;
  readonly backends: readonly Backend[];
  /** Weights by release id, from 0; the sum is not 0 unless nothing may be served yet. */
  readonly split: Readonly<Record<string, number>>;
  /** Requests that end from now on are counted under this deploy and phase; absent in quiet times. */
  readonly mark?: DeployMark;
}

export interface Backend {
  readonly release: string;
  /** Path that an ejected instance must answer with 200 before it gets traffic again; empty: its port must be open. */
  readonly readyPath: string;
  readonly instances: readonly Endpoint[];
}

export interface Endpoint {
  readonly id: string;
  readonly host: string;
  readonly port: number;
}

export interface DeployMark {
  readonly deploy: string;
  readonly phase: Phase;
}

/**
 * Why a request did not end well. Causes of ours: `no-backend` (503), `hold-timeout` (504), `connect-failed`,
 * `reset-before-response` and `reset-mid-response` (502, or a cut response), `upstream-timeout` (504).
 * Not ours: `version-5xx` (the release answered 500 to 599 itself), `client-gone` (the client left first).
 */
export type Cause =
  | 'no-backend'
  | 'hold-timeout'
  | 'connect-failed'
  | 'reset-before-response'
  | 'reset-mid-response'
  | 'upstream-timeout'
  | 'version-5xx'
  | 'client-gone';

/** Counters for one release within one mark (or in quiet times). Latencies in milliseconds. */
export interface Tally {
  /** Empty when the request ended before a release was chosen for it. */
  readonly release: string;
  readonly deploy?: string;
  readonly phase?: Phase;
  /** Requests that ended, well or not. */
  readonly requests: number;
  readonly retried: number;
  readonly byCause: Partial<Readonly<Record<Cause, number>>>;
  /** Counts per upper bound of `latencyBounds`, the last one for everything slower. */
  readonly latency: readonly number[];
}

/** Upper bounds of the latency histogram in milliseconds; roughly 10 % apart so that a quantile is 10 % exact. */
export const latencyBounds: readonly number[] = Array.from({ length: 100 }, (_, i) => 0.25 * 1.1 ** i);

export interface RouterStats {
  readonly schemaVersion: 1;
  readonly pid: number;
  readonly startedAt: number;
  readonly token: number;
  readonly generation: number;
  readonly tallies: readonly Tally[];
  /** Requests in hand by release. */
  readonly inFlight: Readonly<Record<string, number>>;
  /** Requests in hand that no release has been chosen for yet (held). */
  readonly held: number;
}
