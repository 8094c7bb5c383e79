import type { Scope, ScopeOverview } from '../deliver/engine/store-port.ts';
import { parsed } from './checked-text.ts';
import type { Connection } from './connection.ts';

/** Service, environment, serving, running id, its start, the deploy that ended last. */
type Row = readonly [string, string, string | null, string | null, number | null, ScopeOverview['last']];

/**
 * One row a service, which the transactions of deploys keep up to date: however long the history is, it is not read.
 * SQLite makes one JSON text of all rows, which crosses into JavaScript in half of the time that rows take.
 */
export function overview(connection: Connection, environment: string | undefined): readonly ScopeOverview[] {
  const row = connection.get(
    `SELECT '[' || coalesce(group_concat('[' || json_quote(service) || ',' || json_quote(environment) || ','
       || json_quote(serving) || ',' || json_quote(id) || ',' || json_quote(started_at) || ','
       || coalesce(last, 'null') || ']'), '') || ']' AS all_rows
     FROM (SELECT * FROM current LEFT JOIN deploy ON number = running
       WHERE ?1 IS NULL OR environment = ?1 ORDER BY environment, service)`,
    environment ?? null,
  ) as { all_rows: string } | undefined;
  const rows = parsed(connection.file, 'overview', row?.all_rows ?? '[]') as readonly Row[];
  return rows.map(([service, environment, serving, id, startedAt, last]) => ({
    scope: { service, environment },
    serving,
    running: id === null ? null : { id, startedAt: startedAt ?? 0 },
    last,
  }));
}

/** The latest first. */
export function knownScopes(connection: Connection): readonly Scope[] {
  return connection.all('SELECT service, environment FROM current ORDER BY newest DESC') as readonly Scope[];
}
