import type { Deploy } from '../deliver/engine/deploy.ts';
import { planOfAnyVersion, recordOfAnyVersion } from '../deliver/engine/old-records.ts';
import type { FinishedDeploy, Scope, ServingByService } from '../deliver/engine/store-port.ts';
import type { DeployPlan } from '../deliver/release/plan.ts';
import { parsed } from './checked-text.ts';
import type { Connection } from './connection.ts';
import { fencedDeploy, fencedScope } from './fence.ts';
import { refuseLeft } from './requests.ts';

/** @throws Failure `fenced`. */
export function begin(
  connection: Connection,
  scopes: readonly Scope[],
  plan: DeployPlan,
  token: number,
  now: number,
): void {
  connection.transaction(() => {
    for (const scope of scopes) {
      fencedScope(connection, scope, token);
      const open = openDeploy(connection, scope);
      if (open) throw new Error(`${plan.id} cannot begin: ${open.id} has not ended`);
    }
    const insert = 'INSERT INTO deploy (id, started_at, plan) VALUES (?, ?, ?)';
    const number = connection.run(insert, plan.id, now, JSON.stringify(plan)).row;
    for (const { environment, service } of scopes) {
      const member = 'INSERT INTO member (environment, service, deploy) VALUES (?, ?, ?)';
      connection.run(member, environment, service, number);
      const current = `INSERT INTO current (environment, service, newest, running) VALUES (?1, ?2, ?3, ?3)
        ON CONFLICT DO UPDATE SET newest = ?3, running = ?3`;
      connection.run(current, environment, service, number);
    }
  });
}

/** @throws Failure `fenced`, `deploy-unknown`. */
export function finish(
  connection: Connection,
  id: string,
  token: number,
  record: Deploy,
  serving: string | undefined | ServingByService,
  now: number,
): void {
  const { id: name, version, kind, outcome } = record;
  const last = JSON.stringify({ id: name, version, kind, outcome, endedAt: now });
  connection.transaction(() => {
    const number = end(connection, id, token, JSON.stringify(record), now);
    const sql = 'SELECT environment, service FROM member WHERE deploy = ?';
    const members = connection.all(sql, number) as readonly Scope[];
    for (const { environment, service } of members) {
      const release = (typeof serving === 'object' ? serving[service] : serving) ?? null;
      const where = 'environment = ? AND service = ?';
      const member = `UPDATE member SET serving = ? WHERE ${where} AND deploy = ?`;
      connection.run(member, release, environment, service, number);
      const current = `UPDATE current SET serving = ?, last = ? WHERE ${where}`;
      connection.run(current, release, last, environment, service);
    }
  });
}

/** Ends a cut-off deploy without a record: nothing of it runs any more. @throws Failure `fenced`, `deploy-unknown`. */
export function abandon(connection: Connection, id: string, token: number, now: number): void {
  connection.transaction(() => end(connection, id, token, null, now));
}

function end(connection: Connection, id: string, token: number, record: string | null, now: number): number {
  const number = fencedDeploy(connection, id, token);
  connection.run('UPDATE deploy SET ended_at = ?, record = ? WHERE number = ?', now, record, number);
  refuseLeft(connection, id);
  connection.run(
    `UPDATE current SET running = NULL WHERE running = ?1 AND (environment, service) IN
       (SELECT environment, service FROM member WHERE deploy = ?1)`,
    number,
  );
  return number;
}

export function unfinished(connection: Connection, scope: Scope): DeployPlan | undefined {
  const row = openDeploy(connection, scope);
  return row && planOfAnyVersion(parsed(connection.file, row.id, row.plan) as DeployPlan);
}

function openDeploy(
  connection: Connection,
  { environment, service }: Scope,
): { readonly id: string; readonly plan: string } | undefined {
  const sql =
    'SELECT id, plan FROM current JOIN deploy ON number = running WHERE environment = ? AND service = ?';
  return connection.get(sql, environment, service) as { id: string; plan: string } | undefined;
}

interface FinishedRow {
  readonly id: string;
  readonly started_at: number;
  readonly ended_at: number | null;
  readonly plan: string;
  readonly record: string;
  readonly serving: string | null;
}

export function history(connection: Connection, scope: Scope, limit: number): readonly FinishedDeploy[] {
  const sql = `SELECT id, started_at, ended_at, plan, record, serving FROM member JOIN deploy ON number = deploy
    WHERE environment = ? AND service = ? AND record IS NOT NULL ORDER BY member.deploy DESC LIMIT ?`;
  const rows = connection.all(sql, scope.environment, scope.service, limit) as readonly FinishedRow[];
  return rows.map(row => ({
    record: recordOfAnyVersion(parsed(connection.file, row.id, row.record) as Deploy),
    plan: planOfAnyVersion(parsed(connection.file, row.id, row.plan) as DeployPlan),
    ...(row.serving === null ? {} : { serving: row.serving }),
    startedAt: row.started_at,
    endedAt: row.ended_at ?? row.started_at,
  }));
}
