import { join } from 'node:path';
import type { Instance } from '../engine/ports.ts';
import type { Machine } from '../machine/machine.ts';
import { isAlive } from '../machine/processes.ts';
import { parseState, stateFileName } from './saved-state.ts';

/** What a supervisor that died has left running, from its state; `ready` says only that the process lives. */
export async function leftInstances({ disk, processes }: Machine, folder: string): Promise<Instance[]> {
  const file = join(folder, stateFileName);
  return parseState(await disk.read(file), file).groups.flatMap(({ spec, slots }) =>
    slots.map(({ id, port, process, restarts }) => ({
      id,
      release: spec.release,
      group: spec.group,
      host: '127.0.0.1',
      port,
      pid: process?.pid ?? 0,
      ready: process !== undefined && isAlive(processes, process),
      restarts,
    })),
  );
}
