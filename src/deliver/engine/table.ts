import type { Phase } from '../release/state.ts';

/** What the router knows: which instances stand behind which release, and who gets the traffic. */

/** The version that knows assignment, mirror and flag; tables of version 1 are read for ever. */
export const tableVersion = 2;

export interface RouterTable {
  readonly schemaVersion: 1 | typeof tableVersion;
  /** Fencing token of the lease that wrote it; the router refuses a table with an older one. */
  readonly token: number;
  /** Grows with each table of one token; the router refuses an older or equal one. */
  readonly generation: number;
  readonly service: string;
  /**
   * In the order in which clients are assigned: the first release has the buckets from 0 up. The new version first,
   * its baseline last, and whoever is assigned to one of the two stays there while both grow.
   */
  readonly backends: readonly Backend[];
  /** Weights by group (`Backend.release`), from 0; the sum is not 0 unless nothing may be served yet. */
  readonly split: Readonly<Record<string, number>>;
  /** Requests that end from now on are counted under this deploy and phase; absent in quiet times. */
  readonly mark?: DeployMark;
  /** Absent: each request is on its own. From version 2 on, as mirror and flag. */
  readonly assignment?: Assignment;
  readonly mirror?: MirrorShare;
  readonly flag?: FlagShare;
  /** Names of flags that are on for everybody: ramped by earlier deploys. */
  readonly flags?: readonly string[];
}

/**
 * Who stays with one release: each client has one of 10,000 buckets, drawn once and kept in a cookie of this name, or
 * hashed from the value of a header of this name (a request without it is on its own).
 */
export interface Assignment {
  readonly by: 'cookie' | 'header';
  readonly name: string;
}

/**
 * Copies of this share (0 to 100) of the GET and HEAD requests without a body, sent to the release too once the
 * request itself is answered; their answers are compared and dropped, and counted as group `${release}~mirror`.
 */
export interface MirrorShare {
  readonly release: string;
  readonly percent: number;
}

/**
 * This share (0 to 100) of the requests that the release gets carries the flag in `X-Feature-Flags`, and is counted as
 * group `${release}+${name}`.
 */
export interface FlagShare {
  readonly name: string;
  readonly release: string;
  readonly percent: number;
}

/** A group of instances that gets traffic as one. */
export interface Backend {
  /** A release's id, or with a role behind it, such as `3f2a~baseline`. */
  readonly release: string;
  /** Path that an ejected instance must answer with 200 before it gets traffic again; empty: its port must be open. */
  readonly readyPath: string;
  readonly instances: readonly Endpoint[];
}

export interface Endpoint {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  /** It was not ready when the table was written: it gets its first request when it is. From version 2 on. */
  readonly ready?: false;
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

/** Counters for one group within one mark (or in quiet times). Latencies in milliseconds. */
export interface Tally {
  /** Group, with `+flag` for requests that saw it on, `~mirror` for copies; empty when none was chosen yet. */
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

export { latencyBounds } from '../release/analysis/latency.ts';

/** Requests in hand at the instances of one group. */
export interface InHand {
  readonly all: number;
  /** Those at instances that get no new ones: no longer in the table, or of weight 0. */
  readonly retired: number;
}

/** What became of copies: sent = compared + failed + on their way. */
export interface MirrorCounts {
  readonly sent: number;
  readonly compared: number;
  /** An answer can differ in more than one. `body`: within the first 64 KiB, as sent. `type`: Content-Type. */
  readonly differing: { readonly status: number; readonly body: number; readonly type: number };
  /** No instance, no connection, no whole answer, or none in time. */
  readonly failed: number;
  /** Not sent, because too many were on their way. */
  readonly skipped: number;
}

/** Copies for one release, of one deploy where there was one. */
export interface CurrentMirror extends MirrorCounts {
  readonly release: string;
  readonly deploy?: string;
}

export interface RouterStats {
  readonly schemaVersion: 2;
  readonly pid: number;
  readonly startedAt: number;
  readonly token: number;
  readonly generation: number;
  readonly tallies: readonly Tally[];
  /** By group. Copies for a mirrored release are nobody's requests and not among them. */
  readonly inFlight: Readonly<Record<string, InHand>>;
  /** Requests in hand that no release has been chosen for yet (held). */
  readonly held: number;
  /** Of the release that is mirrored, or was last; absent until there was one. */
  readonly mirror?: CurrentMirror;
}
