import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { failure } from '../../errors/index.ts';

/** Where the state of one service in one environment lives. */
export interface Place {
  /** The project folder, absolute. */
  readonly project: string;
  readonly environment: string;
  readonly service: string;
  readonly releases: string;
  /** State of supervisor and router, and logs. */
  readonly folder: string;
  readonly volumes: string;
  readonly tableFile: string;
  readonly supervisorSocket: string;
  readonly routerSocket: string;
}

/** The file in a place's folder that says where its control sockets are. */
export const socketNote = 'sockets';

/** The project folder, absolute and without links, and its store. */
export function projectState(project: string): { readonly root: string; readonly store: string } {
  const root = existsSync(project) ? realpathSync(project) : resolve(project);
  return { root, store: join(root, '.devops-flow', 'state.db') };
}

/** @throws Failure `socket-folder-unsafe`. */
export function placeOf(project: string, environment: string, service: string): Place {
  const { root } = projectState(project);
  const state = join(root, '.devops-flow');
  const folder = join(state, 'environments', environment, service);
  // A Unix socket's path holds 107 bytes at most, a project's path may be longer: a short name elsewhere stands for it.
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const sockets = socketFolder(folder);
  return {
    project: root,
    environment,
    service,
    releases: join(state, 'releases'),
    folder,
    volumes: join(folder, 'volumes'),
    tableFile: join(folder, 'router.json'),
    supervisorSocket: join(sockets, `${name}-s`),
    routerSocket: join(sockets, `${name}-r`),
  };
}

/** The folder of the control sockets: as it was first chosen for this state, whatever the environment says today. */
function socketFolder(folder: string): string {
  const note = join(folder, socketNote);
  const chosen = existsSync(note)
    ? readFileSync(note, 'utf8')
    : join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `devops-flow-${userInfo().uid}`);
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  const found = lstatSync(chosen);
  // The name can be guessed: somebody else may have made it.
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw failure('socket-folder-unsafe', { folder: chosen });
  }
  return chosen;
}
