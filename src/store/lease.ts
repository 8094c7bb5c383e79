import type Database from 'libsql';
import { identify, isAlive } from '../deliver/control/processes.ts';
import type { Lease, Scope } from '../deliver/engine/ports.ts';
import { failure } from '../errors/index.ts';
import { inTransaction } from './database.ts';

/** A holder that is alive but silent for this long loses its lease; its later writes are fenced. */
const leaseMs = 10_000;
const renewMs = 2_000;

interface LeaseRow {
  token: number;
  pid: number | null;
  start_time: string | null;
  acquired_at: number;
  expires_at: number;
}

export const scopeKey = (scope: Scope): string => `${scope.service}/${scope.environment}`;

/** One lease for all that one supervisor and one router serve, whatever the service is called. */
export const leaseKey = (scope: Pick<Scope, 'environment'>): string => scope.environment;

/**
 * Takes the lease of `scope` with a token one higher than any before. A dead holder is replaced at once, a silent one
 * after its time.
 * @throws Failure `deploy-in-progress` while a living holder has it.
 */
export function acquireLease(database: Database.Database, scope: Scope): Lease {
  const key = leaseKey(scope);
  const own = identify(process.pid);
  const token = inTransaction(database, () => {
    const row = readLease(database, key);
    if (row && isHeld(row)) {
      throw failure('deploy-in-progress', {
        ...scope,
        holder: row.pid ?? 0,
        since: new Date(row.acquired_at).toISOString(),
      });
    }
    const next = (row?.token ?? 0) + 1;
    const now = Date.now();
    database
      .prepare(
        'INSERT OR REPLACE INTO lease (scope, token, pid, start_time, acquired_at, expires_at) VALUES (?,?,?,?,?,?)',
      )
      .run(key, next, process.pid, own?.startTime ?? '', now, now + leaseMs);
    return next;
  });
  return keep(database, key, token);
}

function keep(database: Database.Database, key: string, token: number): Lease {
  const held = () => readLease(database, key)?.token === token;
  const renew = setInterval(() => {
    database
      .prepare('UPDATE lease SET expires_at = ? WHERE scope = ? AND token = ?')
      .run(Date.now() + leaseMs, key, token);
  }, renewMs);
  renew.unref();
  return {
    token,
    assertHeld: () => {
      if (!held()) throw failure('fenced', { scope: key });
    },
    release: () => {
      clearInterval(renew);
      // The token stays, so that the next holder's is higher.
      database
        .prepare('UPDATE lease SET pid = NULL, expires_at = 0 WHERE scope = ? AND token = ?')
        .run(key, token);
    },
  };
}

/** Who holds the lease now, for `status`; undefined when nobody does. */
export function leaseHolder(database: Database.Database, scope: Scope): number | undefined {
  const row = readLease(database, leaseKey(scope));
  return row && isHeld(row) ? (row.pid ?? undefined) : undefined;
}

function readLease(database: Database.Database, key: string): LeaseRow | undefined {
  return database.prepare('SELECT * FROM lease WHERE scope = ?').get(key) as LeaseRow | undefined;
}

function isHeld(row: LeaseRow): boolean {
  if (row.pid === null || row.expires_at <= Date.now()) return false;
  return isAlive({ pid: row.pid, startTime: row.start_time ?? '' });
}
