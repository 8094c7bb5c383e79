import type { Scope, Store } from '../deliver/engine/store-port.ts';
import { appendOf } from './append.ts';
import { Appender } from './appender.ts';
import { realClock, type StoreClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { abandon, begin, finish, history, unfinished } from './deploys.ts';
import { readEntries, readNewest, readState } from './journal.ts';
import { acquireLeases, type LeaseTimes, leaseHolder, leaseTimes } from './lease.ts';
import { knownScopes, overview } from './overview.ts';
import { ask, readRequests, refuse, requestState } from './requests.ts';

export interface OpenStore extends Store {
  /** pid of whoever is changing the scope now. */
  holder(scope: Scope): number | undefined;
  /** Everything that was ever deployed from here, the latest first. */
  scopes(): readonly Scope[];
  /** Ends a cut-off deploy without a record of what it did: nothing of it runs any more. */
  abandon(deploy: string, token: number): void;
  /** After what waits has been written. */
  close(): void;
}

export interface StoreOptions {
  readonly clock?: StoreClock;
  readonly times?: LeaseTimes;
}

/** The store in one SQLite file: leases, journals, requests and history of a project. Throws what `openDatabase` throws. */
export function openStore(file: string, options: StoreOptions = {}): OpenStore {
  const { clock = realClock, times = leaseTimes } = options;
  const connection = openDatabase(file);
  const appender = new Appender(connection);
  /** What changes the database comes after all that was appended before. */
  const inOrder = <T>(act: () => T): T => {
    appender.flush();
    return act();
  };
  return {
    acquire: scope => acquireLeases(connection, [scope], clock, times),
    acquireAll: scopes => acquireLeases(connection, scopes, clock, times),
    holder: scope => leaseHolder(connection, scope, clock),
    scopes: () => knownScopes(connection),
    overview: environment => overview(connection, environment),

    begin: (scopes, plan, token) =>
      begin(connection, 'service' in scopes ? [scopes] : scopes, plan, token, clock.now()),
    finish: (deploy, token, record, serving) =>
      inOrder(() => finish(connection, deploy, token, record, serving, clock.now())),
    abandon: (deploy, token) => inOrder(() => abandon(connection, deploy, token, clock.now())),
    unfinished: scope => unfinished(connection, scope),
    history: (scope, limit) => history(connection, scope, limit),

    append: async (deploy, token, entry, how) => appender.append(appendOf(deploy, token, [entry], how)),
    appendAll: async (deploy, token, entries, how) => appender.append(appendOf(deploy, token, entries, how)),
    appendNow: (deploy, token, entry, how) => appender.appendNow(appendOf(deploy, token, [entry], how)),
    entries: (deploy, page = {}) => readEntries(connection, deploy, page),
    journal: (deploy, { newest }) => readNewest(connection, deploy, newest),
    lastState: deploy => readState(connection, deploy),

    ask: (scope, request) => ask(connection, scope, request),
    requests: (deploy, after) => readRequests(connection, deploy, after),
    refuse: (request, token, reason) => inOrder(() => refuse(connection, request, token, reason)),
    requestState: request => requestState(connection, request),

    close: () => inOrder(() => connection.close()),
  };
}
