import { isAlive } from '../deliver/control/processes.ts';
import { failure } from '../errors/index.ts';
import type { Connection } from './connection.ts';
import { newInVersion2 } from './schema.ts';

/**
 * Version 1 had leases by environment (`scope` was the name of one), and deploys of one service (`scope` was
 * `service/environment`). Journal entries stay where they are; they have no checksum.
 * @throws Failure `deploy-in-progress` while a command of that version is at work, `deploy-of-older-version` when one was
 *   cut off: only that version can finish it, and it would not read the file any more.
 */
export function fromVersion1(connection: Connection): void {
  refuseWhileHeld(connection);
  refuseUnfinished(connection);
  connection.exec(`
    ALTER TABLE lease RENAME TO lease_1;
    ALTER TABLE deploy RENAME TO deploy_1;
    ${newInVersion2}
    INSERT INTO token SELECT coalesce(max(token), 0) FROM lease_1;
    INSERT INTO deploy (number, id, started_at, ended_at, plan, record)
      SELECT row_number() OVER (ORDER BY started_at, rowid), id, started_at, ended_at, plan, record FROM deploy_1;
    INSERT INTO member (environment, service, deploy, serving)
      SELECT substr(old.scope, instr(old.scope, '/') + 1), substr(old.scope, 1, instr(old.scope, '/') - 1),
        deploy.number, old.serving
      FROM deploy_1 AS old JOIN deploy USING (id);
    INSERT INTO current (environment, service, newest)
      SELECT environment, service, max(deploy) FROM member GROUP BY environment, service;
    UPDATE current SET (serving, last) = (
      SELECT member.serving, json_object(
        'id', id, 'version', record ->> 'version', 'kind', record ->> 'kind', 'outcome', record ->> 'outcome',
        'endedAt', coalesce(ended_at, started_at))
      FROM member JOIN deploy ON number = member.deploy
      WHERE member.environment = current.environment AND member.service = current.service AND record IS NOT NULL
      ORDER BY number DESC LIMIT 1
    );
    DROP TABLE lease_1;
    DROP TABLE deploy_1;
    ALTER TABLE journal ADD COLUMN sum INTEGER;
  `);
}

interface OldLease {
  readonly scope: string;
  readonly pid: number;
  readonly start_time: string;
  readonly acquired_at: number;
}

/** It would find its tables gone in the middle of its deploy. */
function refuseWhileHeld(connection: Connection): void {
  const held = (
    connection.all(
      'SELECT scope, pid, start_time, acquired_at FROM lease WHERE pid IS NOT NULL',
    ) as readonly OldLease[]
  ).find(lease => isAlive({ pid: lease.pid, startTime: lease.start_time }));
  if (!held) return;
  throw failure('deploy-in-progress', {
    service: 'services',
    environment: held.scope,
    holder: held.pid,
    since: new Date(held.acquired_at).toISOString(),
  });
}

function refuseUnfinished(connection: Connection): void {
  const cutOff = connection.get('SELECT id, scope FROM deploy WHERE ended_at IS NULL LIMIT 1') as
    | { id: string; scope: string }
    | undefined;
  if (cutOff) throw failure('deploy-of-older-version', { deploy: cutOff.id, scope: cutOff.scope });
}
