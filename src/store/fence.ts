import type { Scope } from '../deliver/engine/ports.ts';
import { failure } from '../errors/index.ts';
import type { Connection } from './connection.ts';

/**
 * The number of a deploy, if `token` is in force for each of its services: a holder that was paused past its lease
 * changes nothing. Part of the transaction that writes.
 * @throws Failure `fenced`, `deploy-unknown`.
 */
export function fencedDeploy(connection: Connection, id: string, token: number): number {
  const row = connection.get(
    `SELECT number, (
       SELECT member.service || '/' || member.environment FROM member LEFT JOIN lease USING (environment, service)
       WHERE member.deploy = number AND (lease.token IS NOT ?2 OR lease.pid IS NULL) LIMIT 1
     ) AS lost FROM deploy WHERE id = ?1`,
    id,
    token,
  ) as { number: number; lost: string | null } | undefined;
  if (!row) throw failure('deploy-unknown', { deploy: id });
  if (row.lost !== null) throw failure('fenced', { scope: row.lost });
  return row.number;
}

/** @throws Failure `fenced` unless `token` is in force for the scope. */
export function fencedScope(connection: Connection, scope: Scope, token: number): void {
  const held = connection.get(
    'SELECT token FROM lease WHERE environment = ? AND service = ? AND token = ? AND pid IS NOT NULL',
    scope.environment,
    scope.service,
    token,
  );
  if (!held) throw failure('fenced', { scope: `${scope.service}/${scope.environment}` });
}
