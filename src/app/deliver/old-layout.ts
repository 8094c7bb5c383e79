import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callControl } from '../../deliver/control/call.ts';
import { isAlive, type ProcessId } from '../../deliver/control/processes.ts';
import { failure } from '../../errors/index.ts';
import { type Place, socketNote } from './place.ts';

/** Before each service had a supervisor of its own, its state lay directly below the environment. */
interface OldState {
  readonly token: number;
  readonly groups: readonly { readonly slots: readonly { readonly process?: ProcessId }[] }[];
  readonly companions: readonly { readonly process?: ProcessId }[];
}

const stateName = 'supervisor.json';
const pollMs = 50;

/**
 * Moves the data of a service to where it lies now, once nothing runs from there any more.
 * @throws Failure `older-supervisor` while something does: only `down` ends that
 */
export function takeOldLayout(place: Place): void {
  const old = dirname(place.folder);
  const state = read(old);
  if (!state) return;
  if (running(state).length > 0) throw failure('older-supervisor', { environment: place.environment });
  mkdirSync(place.folder, { recursive: true });
  for (const name of ['volumes', 'logs', 'listen.json'])
    if (existsSync(join(old, name)) && !existsSync(join(place.folder, name)))
      renameSync(join(old, name), join(place.folder, name));
  // Last: until then the next command begins anew.
  for (const name of [socketNote, 'router.json', stateName]) rmSync(join(old, name), { force: true });
}

/** Ends what an older version started for the environment, and says how many processes that were. */
export async function endOldLayout(place: Place): Promise<number> {
  const old = dirname(place.folder);
  const state = read(old);
  if (!state) return 0;
  const alive = running(state);
  if (alive.length === 0) return 0;
  await callControl(oldSocket(old), 'shutDown', { token: state.token }, { timeoutMs: 600_000 });
  while (alive.some(isAlive)) await sleep(pollMs);
  return alive.length;
}

function read(folder: string): OldState | undefined {
  const file = join(folder, stateName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as OldState) : undefined;
}

const running = ({ groups, companions }: OldState): ProcessId[] =>
  [...groups.flatMap(({ slots }) => slots), ...companions].flatMap(({ process }) =>
    process && isAlive(process) ? [process] : [],
  );

function oldSocket(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const note = join(folder, socketNote);
  const sockets = existsSync(note)
    ? readFileSync(note, 'utf8')
    : join(process.env['XDG_RUNTIME_DIR'] ?? tmpdir(), `devops-flow-${userInfo().uid}`);
  return join(sockets, `${name}-s`);
}
