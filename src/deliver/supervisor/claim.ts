import { join } from 'node:path';
import { failure } from '../../errors/index.ts';
import type { Machine } from '../machine/machine.ts';
import { isAlive, type ProcessId } from '../machine/processes.ts';

/**
 * Makes this process the only supervisor of a state folder, by whatever path or socket it is reached. The claim of a
 * dead process counts for nothing. Returns how to give it back. @throws Failure `supervisor-running`.
 */
export async function claimFolder(machine: Machine, folder: string): Promise<() => Promise<void>> {
  const { disk, files, processes } = machine;
  await files.makeFolder(folder);
  const file = join(folder, 'supervisor.pid');
  const holder = await readClaim(machine, file);
  if (holder && isAlive(processes, holder)) throw failure('supervisor-running', { folder, pid: holder.pid });
  await disk.remove(file);
  const own = JSON.stringify(processes.identify(processes.own.pid));
  if (!(await files.create(file, own)))
    throw failure('supervisor-running', { folder, pid: (await readClaim(machine, file))?.pid ?? 0 });
  return () => disk.remove(file);
}

async function readClaim({ disk }: Machine, file: string): Promise<ProcessId | undefined> {
  try {
    return JSON.parse((await disk.read(file)) ?? '') as ProcessId;
  } catch {
    return undefined;
  }
}
