/** The seams of the engine. Rooms below implement them; the engine knows nothing else of the world. */

import type { DeployPlan } from '../release/plan.ts';
import type { Effect, ReleaseEvent } from '../release/state.ts';
import type { Deploy } from './deploy.ts';
import type { RouterStats, RouterTable } from './table.ts';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** An immutable copy of what runs, with the facts that are needed to run it again without any document. */
export interface Release {
  readonly schemaVersion: 1;
  /** The first 12 hex digits of `digest`: name of the folder and of the backend. */
  readonly id: string;
  /** SHA-256 over paths, modes and contents of the files, and over `run`. */
  readonly digest: string;
  /** What a person calls it, such as "v2". */
  readonly version: string;
  readonly service: string;
  readonly run: RunSpec;
}

/** How instances of a release are run; taken from the documents, nothing else is consulted at a restart. */
export interface RunSpec {
  /** argv; `$PORT` in a word stands for the instance's port. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Variables that must be set where the instances start, by name; values are never stored. */
  readonly requiredVariables: readonly string[];
  /** Variables that are passed on when they are set there, by name. */
  readonly optionalVariables: readonly string[];
  readonly volumes: readonly { readonly name: string; readonly variable: string }[];
  /** Asked with GET; empty where no path is known, and the port alone must do. */
  readonly readyPath: string;
  readonly livePath: string;
  readonly probeTimeoutMs: number;
  readonly readyTimeoutMs: number;
  readonly graceMs: number;
}

export interface Instance {
  readonly id: string;
  readonly release: string;
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly ready: boolean;
  readonly restarts: number;
}

/** Why instances of a release did not become ready. */
export interface StartFailure {
  readonly reason: 'exited' | 'not-ready' | 'command-missing' | 'cannot-start' | 'no-port' | 'stopped';
  /** What the system said, for `command-missing` and `cannot-start`. */
  readonly error?: string;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  /** For `not-ready`: how long it was given. */
  readonly waitedMs?: number;
  /** The last answer of the probe, such as "503 starting" or "connection refused". */
  readonly lastProbe?: string;
  readonly lastLines: readonly string[];
}

export type EnsureResult =
  | { readonly ok: true; readonly instances: readonly Instance[] }
  | { readonly ok: false; readonly failure: StartFailure };

export interface ProbeResult {
  readonly passed: number;
  readonly total: number;
  /** The first answer that was not 200, such as "GET /health/ready answered 503". */
  readonly why?: string;
}

/** Where instances live. Every call that changes the world carries the fencing token of the lease. */
export interface Target {
  /** Makes `replicas` instances of the release run and waits until all are ready, or says why not. Idempotent. */
  ensure(token: number, release: Release, replicas: number): Promise<EnsureResult>;
  /** SIGTERM, the grace time, SIGKILL of the process group. Idempotent. A start that was asked for earlier ends too. */
  stop(token: number, release: string): Promise<void>;
  /** Stops the instances of the release above the first `replicas`. Idempotent. */
  trim(token: number, release: string, replicas: number): Promise<void>;
  /** Keeps the release running without traffic until `at` (ms since the epoch), then stops it, whoever is alive. */
  stopAt(token: number, release: string, at: number): Promise<void>;
  observe(): Promise<readonly Instance[]>;
  /** Asks each instance of the release for each path, `rounds` times; counts the answers that are 200. */
  probe(release: string, paths: readonly string[], rounds: number): Promise<ProbeResult>;
  /** The last `lines` lines of each instance of the release. */
  logs(release: string, lines: number): Promise<readonly string[]>;
}

export interface Router {
  apply(table: RouterTable): Promise<void>;
  stats(): Promise<RouterStats>;
  /** Requests in hand at instances of the release. */
  inFlight(release: string): Promise<number>;
}

/** One record of the journal: what happened, and what is about to be done because of it. */
export interface JournalEntry {
  readonly schemaVersion: 1;
  readonly event: ReleaseEvent;
  readonly effects: readonly Effect[];
}

/** The right to change one service in one environment. A holder that dies cannot keep it. */
export interface Lease {
  readonly token: number;
  /** Throws the failure `fenced` when another holder has taken over. */
  assertHeld(): void;
  release(): void;
}

/** What survives every process. Durable when a call returns. */
export interface Store {
  /** Throws the failure `deploy-in-progress` while another living holder has it. */
  acquire(scope: Scope): Lease;
  begin(scope: Scope, plan: DeployPlan, token: number): void;
  append(deploy: string, token: number, entry: JournalEntry): void;
  entries(deploy: string): readonly JournalEntry[];
  finish(deploy: string, token: number, record: Deploy, serving: string | undefined): void;
  /** The deploy that was cut off, if there is one. */
  unfinished(scope: Scope): DeployPlan | undefined;
  /** Newest first. */
  history(scope: Scope, limit: number): readonly FinishedDeploy[];
}

export interface Scope {
  readonly service: string;
  readonly environment: string;
}

export interface FinishedDeploy {
  readonly record: Deploy;
  readonly plan: DeployPlan;
  /** Release that serves after it. */
  readonly serving?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
}
