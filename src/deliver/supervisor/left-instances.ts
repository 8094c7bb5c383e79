import { join } from 'node:path';
import { isAlive } from '../control/processes.ts';
import type { Instance } from '../engine/ports.ts';
import { loadState } from './saved-state.ts';

/** What a supervisor that died has left running, from its state; `ready` says only that the process lives. */
export function leftInstances(folder: string): Instance[] {
  return loadState(join(folder, 'supervisor.json')).groups.flatMap(({ spec, slots }) =>
    slots.map(({ id, port, process, restarts }) => ({
      id,
      release: spec.release,
      host: '127.0.0.1',
      port,
      pid: process?.pid ?? 0,
      ready: process !== undefined && isAlive(process),
      restarts,
    })),
  );
}
