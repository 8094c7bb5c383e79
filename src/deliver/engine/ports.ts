/** The seams of the engine. Rooms below implement them; the engine knows nothing else of the world. */

import type { Query, QueryAnswer } from '../release/analysis/criteria.ts';
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
  /** What one instance may use; absent: as much as the machine has. */
  readonly limits?: Limits;
}

export interface Limits {
  /** Working memory of all processes of one instance. */
  readonly memoryBytes?: number;
  /** Processor time, in cores; 0.5 is half of one. */
  readonly cpus?: number;
  /** Processes and threads at a time. */
  readonly processes?: number;
  readonly openFiles?: number;
}

/** Which limits of an instance the kernel enforces, such as "open files 1024", and why not the others. */
export interface LimitsInForce {
  readonly applied: readonly string[];
  /** Empty when all that were asked for are in force. */
  readonly missing: string;
}

export interface Instance {
  readonly id: string;
  readonly release: string;
  /** The release's id, or with a role behind it, such as `3f2a~baseline`: a release may run twice. */
  readonly group: string;
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  readonly ready: boolean;
  readonly restarts: number;
  /** How its process ended last, such as "exit code 3" or "killed for memory (limit 64 MiB)". */
  readonly lastExit?: string;
  readonly limits?: LimitsInForce;
}

/** Why instances of a release did not become ready. */
export interface StartFailure {
  readonly reason: 'exited' | 'not-ready' | 'command-missing' | 'cannot-start' | 'no-port' | 'stopped';
  /** What the system said, for `command-missing` and `cannot-start`. */
  readonly error?: string;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  /** For `exited`: the kernel killed it because it used more memory than its limit. */
  readonly outOfMemory?: boolean;
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

/** One command of the team: migration, smoke test, load test, before or after the deploy. */
export interface HookRequest {
  /** Known for ever: the same id is never run twice. */
  readonly id: string;
  /** The output is kept as `hooks/<deploy>/<name>.log` below the logs. */
  readonly deploy: string;
  readonly name: string;
  readonly argv: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Names of open variables that it is given, as far as their values are known; values are never stored. */
  readonly openVariables: readonly string[];
  readonly timeoutMs: number;
}

export interface HookResult {
  /** It ended by itself with exit code 0. */
  readonly ok: boolean;
  readonly code: number | null;
  /** A code above 128 is read as the signal that a shell reports by it. */
  readonly signal: string | null;
  readonly timedOut: boolean;
  /** It ran and has ended, and nobody saw how: the machine went down meanwhile. Neither done nor undone for certain. */
  readonly unknown: boolean;
  /** Why it could not be started, or that it was stopped. */
  readonly error?: string;
  readonly tookMs: number;
  readonly logFile: string;
  /** At most 20, without secrets. */
  readonly lastLines: readonly string[];
}

/**
 * Where instances live. Every call that changes the world carries the fencing token of the lease. Instances are known
 * by group: the release's id, or the id with a role behind it (`3f2a~baseline`).
 */
export interface Target {
  /** Makes `replicas` instances of the release run and waits until all are ready, or says why not. Idempotent. */
  ensure(token: number, release: Release, replicas: number, group?: string): Promise<EnsureResult>;
  /** SIGTERM, the grace time, SIGKILL of the process group. Idempotent. A start that was asked for earlier ends too. */
  stop(token: number, group: string): Promise<void>;
  /** Stops the instances of the group above the first `replicas`. Idempotent. */
  trim(token: number, group: string, replicas: number): Promise<void>;
  /** Keeps the group running without traffic until `at` (ms since the epoch), then stops it, whoever is alive. */
  stopAt(token: number, group: string, at: number): Promise<void>;
  observe(): Promise<readonly Instance[]>;
  /** Asks each instance of the group for each path, `rounds` times; counts the answers that are 200. */
  probe(group: string, paths: readonly string[], rounds: number): Promise<ProbeResult>;
  /** The last `lines` lines of each instance of the group. */
  logs(group: string, lines: number): Promise<readonly string[]>;
  /**
   * Runs a command to its end, whoever asked for it is alive or not. Asked again with the same id, it joins the one
   * that runs or gives the result on record.
   */
  runHook(token: number, hook: HookRequest): Promise<HookResult>;
  /** Ends the hook: SIGTERM, 5 s, SIGKILL; one that is not known will not be run any more. Idempotent. */
  stopHook(token: number, id: string): Promise<void>;
}

export interface Router {
  apply(table: RouterTable): Promise<void>;
  stats(): Promise<RouterStats>;
  /** Requests in hand at the release's instances, and at those of them that get no new ones. */
  inFlight(release: string): Promise<{ readonly all: number; readonly retired: number }>;
}

/** Whoever has figures that the router has not, such as Prometheus. */
export interface Metrics {
  /** Never rejects: what cannot be answered has `null` and why. */
  ask(query: Query): Promise<QueryAnswer>;
}

export type { FinishedDeploy, Lease, Scope, Store } from './store-port.ts';
