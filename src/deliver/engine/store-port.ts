import type { DeployPlan } from '../release/plan.ts';
import type { Effect, ReleaseEvent } from '../release/state.ts';
import type { Deploy } from './deploy.ts';

/** One service in one environment. */
export interface Scope {
  readonly service: string;
  readonly environment: string;
}

/** One record of the journal: what happened, and what is about to be done because of it. */
export interface JournalEntry {
  readonly schemaVersion: 2;
  readonly event: ReleaseEvent;
  readonly effects: readonly Effect[];
}

/** An entry with its place: numbers grow within a deploy, with gaps. */
export interface Journalled {
  readonly seq: number;
  readonly entry: JournalEntry;
}

/** The right to change one or more services. A holder that dies cannot keep it. */
export interface Lease {
  /** One for all services that were taken together, higher than any that was ever given out here. */
  readonly token: number;
  /** Throws the failure `fenced` when another holder has taken over any of them. */
  assertHeld(): void;
  release(): void;
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

export interface AppendOptions {
  /** What the journal folds to with this entry, as JSON; kept instead of the one before. */
  readonly state?: unknown;
  /** The request that the entry answers: it is taken by the same transaction. Throws `request-gone` when it cannot be. */
  readonly takes?: number;
}

export interface Journal {
  /**
   * Resolves when the entry is durable. What is appended in one turn of the event loop shares a transaction; the order
   * is kept. Throws the failure `fenced`, which concerns this entry alone, or why nothing could be written.
   */
  append(deploy: string, token: number, entry: JournalEntry, options?: AppendOptions): Promise<void>;
  /** Appends all in order, or none; the options are those of the last. */
  appendAll(
    deploy: string,
    token: number,
    entries: readonly JournalEntry[],
    options?: AppendOptions,
  ): Promise<void>;
  /** The same at once: durable when it returns, after everything that was appended before it. */
  appendNow(deploy: string, token: number, entry: JournalEntry, options?: AppendOptions): void;
  /** In order; those behind the number `after`, at most `limit`. */
  entries(
    deploy: string,
    page?: { readonly after?: number; readonly limit?: number },
  ): readonly JournalEntry[];
  /** The last `newest` entries, in order. */
  journal(deploy: string, page: { readonly newest: number }): readonly Journalled[];
  /** The state that was kept last, and the number of its entry: `entries` after that number is what it lacks. */
  lastState(deploy: string): { readonly seq: number; readonly state: unknown } | undefined;
}

/** What a person or a command asks of whoever drives a deploy. */
export interface NewRequest {
  /** The deploy that is meant; without it, the one that runs for the service now. */
  readonly deploy?: string;
  readonly kind: string;
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** JSON. */
  readonly data?: unknown;
}

export interface Request extends NewRequest {
  /** Grows with each request. */
  readonly seq: number;
  readonly deploy: string;
  readonly scope: Scope;
}

export type RequestState =
  | { readonly state: 'waiting' }
  /** `entry`: number of the journal entry that took it. */
  | { readonly state: 'taken'; readonly entry: number }
  | { readonly state: 'refused'; readonly reason: string };

/** A request waits while its deploy runs, and is then taken by one journal entry or refused: never both, never twice. */
export interface Requests {
  /** Durable when it returns its number. Asked of a deploy that does not run, it is refused at once. */
  ask(scope: Scope, request: NewRequest): number;
  /** Those that wait for the deploy and have a number above `after`, oldest first. */
  requests(deploy: string, after: number): readonly Request[];
  /** Throws the failures `fenced` and `request-gone`. */
  refuse(request: number, token: number, reason: string): void;
  /** Undefined when there is no such request. */
  requestState(request: number): RequestState | undefined;
}

/** How one service is, in a line. */
export interface ScopeOverview {
  readonly scope: Scope;
  /** Release that serves. */
  readonly serving: string | null;
  readonly running: { readonly id: string /** ms since the epoch */; readonly startedAt: number } | null;
  /** The newest that ended with a record. */
  readonly last: (Pick<Deploy, 'id' | 'version' | 'kind' | 'outcome'> & { readonly endedAt: number }) | null;
}

/** Release id by service, for deploys of several; a service that is not named has none. */
export type ServingByService = Readonly<Record<string, string | undefined>>;

/** What survives every process. Durable when a call returns, and when a promise resolves. */
export interface Store extends Journal, Requests {
  /** Throws the failure `deploy-in-progress` while another living holder has it. */
  acquire(scope: Scope): Lease;
  /** Takes all or none, under one token. */
  acquireAll(scopes: readonly Scope[]): Lease;
  /** Several scopes: services that are replaced together, under the token of one lease. */
  begin(scope: Scope | readonly Scope[], plan: DeployPlan, token: number): void;
  finish(deploy: string, token: number, record: Deploy, serving: string | undefined | ServingByService): void;
  /** The deploy that was cut off, if there is one. */
  unfinished(scope: Scope): DeployPlan | undefined;
  /** Newest first. */
  history(scope: Scope, limit: number): readonly FinishedDeploy[];
  /** Every service that was ever deployed (there), by environment and name. */
  overview(environment?: string): readonly ScopeOverview[];
}
