import type { NewRequest, Request, RequestState, Scope } from '../deliver/engine/store-port.ts';
import { failure } from '../errors/index.ts';
import { parsed } from './checked-text.ts';
import type { Connection } from './connection.ts';
import { fencedDeploy } from './fence.ts';

const waiting = 'entry IS NULL AND refusal IS NULL';
const ended = 'the deploy that it was for does not run any more';

interface RequestRow {
  readonly seq: number;
  readonly environment: string;
  readonly service: string;
  readonly deploy: string | null;
  readonly kind: string;
  readonly asked_by: string;
  readonly asked_at: number;
  readonly data: string | null;
  readonly entry: number | null;
  readonly refusal: string | null;
}

/** In one transaction with the look at what runs: it is seen by that deploy, or refused; never left behind. */
export function ask(connection: Connection, scope: Scope, request: NewRequest): number {
  const data = request.data === undefined ? null : JSON.stringify(request.data);
  const { environment, service } = scope;
  return connection.transaction(() => {
    const sql =
      'SELECT id FROM current JOIN deploy ON number = running WHERE environment = ? AND service = ?';
    const running = (connection.get(sql, environment, service) as { id: string } | undefined)?.id;
    const { deploy = running ?? null, kind, by, at } = request;
    const refusal = deploy === null || deploy !== running ? ended : null;
    return connection.run(
      `INSERT INTO request (environment, service, deploy, kind, asked_by, asked_at, data, refusal)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      environment,
      service,
      deploy,
      kind,
      by,
      at,
      data,
      refusal,
    ).row;
  });
}

export function readRequests(connection: Connection, deploy: string, after: number): readonly Request[] {
  const sql = `SELECT * FROM request WHERE deploy = ? AND seq > ? AND ${waiting} ORDER BY seq`;
  const rows = connection.all(sql, deploy, after) as readonly RequestRow[];
  return rows.map(row => ({
    seq: row.seq,
    scope: { service: row.service, environment: row.environment },
    deploy,
    kind: row.kind,
    by: row.asked_by,
    at: row.asked_at,
    ...(row.data === null ? {} : { data: parsed(connection.file, deploy, row.data) }),
  }));
}

/** @throws Failure `fenced`, `request-gone`. */
export function refuse(connection: Connection, request: number, token: number, reason: string): void {
  connection.transaction(() => {
    const row = find(connection, request);
    // Who has been fenced hears that, and not what somebody else has made of the request since.
    if (row && row.deploy !== null) fencedDeploy(connection, row.deploy, token);
    if (!row || row.refusal !== null || row.entry !== null) throw gone(request, row);
    connection.run('UPDATE request SET refusal = ? WHERE seq = ?', reason, request);
  });
}

/** All that still wait for a deploy that is over, as part of the transaction that ends it. */
export function refuseLeft(connection: Connection, deploy: string): void {
  connection.run(`UPDATE request SET refusal = ? WHERE deploy = ? AND ${waiting}`, ended, deploy);
}

export function requestState(connection: Connection, request: number): RequestState | undefined {
  const row = find(connection, request);
  if (!row) return undefined;
  if (row.refusal !== null) return { state: 'refused', reason: row.refusal };
  return row.entry === null ? { state: 'waiting' } : { state: 'taken', entry: row.entry };
}

/** @throws Failure `request-gone` unless it waits for the deploy. */
export function assertWaitingFor(connection: Connection, request: number, deploy: string): void {
  const row = find(connection, request);
  if (row?.deploy !== deploy || row.refusal !== null || row.entry !== null) throw gone(request, row);
}

export function markTaken(connection: Connection, request: number, entry: number): void {
  connection.run('UPDATE request SET entry = ? WHERE seq = ?', entry, request);
}

const find = (connection: Connection, request: number): RequestRow | undefined =>
  connection.get('SELECT * FROM request WHERE seq = ?', request) as RequestRow | undefined;

function gone(request: number, row: RequestRow | undefined): Error {
  const why =
    row?.refusal ?? (row?.entry === null ? 'it is meant for another deploy' : 'it was taken before');
  return failure('request-gone', { request, why: row ? why : 'there is no such request' });
}
