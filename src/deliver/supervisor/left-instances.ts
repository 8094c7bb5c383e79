import { join } from 'node:path';
import { isAlive } from '../control/processes.ts';
import { realDisk } from '../durable/disk.ts';
import type { Instance } from '../engine/ports.ts';
import { parseState, stateFileName } from './saved-state.ts';

/** What a supervisor that died has left running, from its state; `ready` says only that the process lives. */
export async function leftInstances(folder: string): Promise<Instance[]> {
  const file = join(folder, stateFileName);
  return parseState(await realDisk.read(file), file).groups.flatMap(({ spec, slots }) =>
    slots.map(({ id, port, process, restarts }) => ({
      id,
      release: spec.release,
      group: spec.group,
      host: '127.0.0.1',
      port,
      pid: process?.pid ?? 0,
      ready: process !== undefined && isAlive(process),
      restarts,
    })),
  );
}
