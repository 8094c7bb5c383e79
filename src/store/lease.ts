import { identify, isAlive, type ProcessId } from '../deliver/control/processes.ts';
import type { Lease, Scope } from '../deliver/engine/ports.ts';
import { Failure, failure } from '../errors/index.ts';
import type { StoreClock } from './clock.ts';
import type { Connection } from './connection.ts';

export interface LeaseTimes {
  /** A holder that is alive but silent for this long may lose its lease; its later writes are fenced. */
  readonly silentMs: number;
  readonly renewMs: number;
}

export const leaseTimes: LeaseTimes = { silentMs: 10_000, renewMs: 2_000 };

interface LeaseRow {
  readonly pid: number | null;
  readonly start_time: string;
  readonly acquired_at: number;
  readonly silent_at: number;
}

/**
 * Takes the leases of all scopes or of none, under one token that is higher than any before. A dead holder is replaced
 * at once, a silent one after its time. That time is counted by a clock that cannot be set: a wall clock that jumps lets
 * nobody in. Whoever is let in has a higher token from that transaction on, so that the first is fenced before the second acts.
 * @throws Failure `deploy-in-progress` while a living holder has one of them.
 */
export function acquireLeases(
  connection: Connection,
  scopes: readonly Scope[],
  clock: StoreClock,
  times: LeaseTimes,
): Lease {
  const token = connection.transaction(() => {
    for (const scope of scopes) refuseHeld(connection, scope, clock);
    const next =
      (connection.get('UPDATE token SET last = last + 1 RETURNING last') as { last: number } | undefined)
        ?.last ?? 0;
    const startTime = identify(process.pid)?.startTime ?? '';
    for (const { environment, service } of scopes) {
      connection.run(
        `INSERT OR REPLACE INTO lease (environment, service, token, pid, start_time, acquired_at, silent_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        environment,
        service,
        next,
        process.pid,
        startTime,
        clock.now(),
        clock.uptime() + times.silentMs,
      );
    }
    return next;
  });
  return keep(connection, scopes, token, clock, times);
}

function refuseHeld(connection: Connection, scope: Scope, clock: StoreClock): void {
  const row = readLease(connection, scope);
  if (!row || !holderOf(row, clock)) return;
  throw failure('deploy-in-progress', {
    service: scope.service,
    environment: scope.environment,
    holder: row.pid ?? 0,
    since: new Date(row.acquired_at).toISOString(),
  });
}

function keep(
  connection: Connection,
  scopes: readonly Scope[],
  token: number,
  clock: StoreClock,
  times: LeaseTimes,
): Lease {
  const count = new Set(scopes.map(({ environment, service }) => `${service}/${environment}`)).size;
  const renewal = setInterval(() => {
    if (connection.isOpen) renew(connection, token, clock.uptime() + times.silentMs);
    else clearInterval(renewal);
  }, times.renewMs);
  renewal.unref();
  return {
    token,
    assertHeld: () => {
      const sql = 'SELECT count(*) AS held FROM lease WHERE token = ? AND pid IS NOT NULL';
      if ((connection.get(sql, token) as { held: number } | undefined)?.held === count) return;
      const names = scopes.map(({ environment, service }) => `${service}/${environment}`);
      throw failure('fenced', { scope: names.join(', ') });
    },
    release: () => {
      clearInterval(renewal);
      connection.run('UPDATE lease SET pid = NULL, silent_at = 0 WHERE token = ?', token);
    },
  };
}

/** What cannot be written now may be written the next time; whoever writes until then learns why not. */
function renew(connection: Connection, token: number, silentAt: number): void {
  try {
    connection.run('UPDATE lease SET silent_at = ? WHERE token = ? AND pid IS NOT NULL', silentAt, token);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

/** pid of who holds the lease now, for `status`; undefined when nobody does. */
export function leaseHolder(connection: Connection, scope: Scope, clock: StoreClock): number | undefined {
  const row = readLease(connection, scope);
  return row && holderOf(row, clock)?.pid;
}

function readLease(connection: Connection, { environment, service }: Scope): LeaseRow | undefined {
  return connection.get(
    'SELECT pid, start_time, acquired_at, silent_at FROM lease WHERE environment = ? AND service = ?',
    environment,
    service,
  ) as LeaseRow | undefined;
}

function holderOf(row: LeaseRow, clock: StoreClock): ProcessId | undefined {
  if (row.pid === null || row.silent_at <= clock.uptime()) return undefined;
  const holder = { pid: row.pid, startTime: row.start_time };
  return isAlive(holder) ? holder : undefined;
}
