import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the state of one project and environment lives. */
export interface Place {
  /** The project folder, absolute. */
  readonly project: string;
  readonly environment: string;
  readonly store: string;
  readonly releases: string;
  /** State of supervisor and router, and logs. */
  readonly folder: string;
  readonly volumes: string;
  readonly tableFile: string;
  readonly supervisorSocket: string;
  readonly routerSocket: string;
}

export function placeOf(project: string, environment: string): Place {
  const root = resolve(project);
  const state = join(root, '.devops-flow');
  const folder = join(state, 'environments', environment);
  // A Unix socket's path holds 107 bytes at most, a project's path may be longer: a short name elsewhere stands for it.
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const sockets = join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `devops-flow-${userInfo().uid}`);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  return {
    project: root,
    environment,
    store: join(state, 'state.db'),
    releases: join(state, 'releases'),
    folder,
    volumes: join(folder, 'volumes'),
    tableFile: join(folder, 'router.json'),
    supervisorSocket: join(sockets, `${name}-s`),
    routerSocket: join(sockets, `${name}-r`),
  };
}
