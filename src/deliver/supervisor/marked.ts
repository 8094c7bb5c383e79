import { readdir, readFile } from 'node:fs/promises';
import { identify, isAlive, type ProcessId } from '../control/processes.ts';
import { killIfThere } from './kill-if-there.ts';

/** Every process of an instance carries this variable: its state folder and its id. */
export const markVariable = 'DEVOPS_FLOW_INSTANCE';

export const markOf = (folder: string, instance: string): string => `${folder}#${instance}`;

export interface Marked {
  readonly process: ProcessId;
  readonly instance: string;
}

/** The living processes of the instances of a state folder, as far as they left their environment as it was. */
export async function markedProcesses(folder: string): Promise<Marked[]> {
  const prefix = `${markVariable}=${markOf(folder, '')}`;
  const found: Marked[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // One that has ended meanwhile, or is a stranger's, cannot be read.
    const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
    const entry = environment.split('\0').find(word => word.startsWith(prefix));
    const process = entry === undefined ? undefined : identify(Number(name));
    if (entry !== undefined && process) found.push({ process, instance: entry.slice(prefix.length) });
  }
  return found;
}

/** A fork bomb is faster than one look at /proc. */
const mostLooks = 20;

/** Ends what an instance left behind outside of its process group. */
export async function sweep(folder: string, isOver: (instance: string) => boolean): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const left = (await markedProcesses(folder)).filter(({ instance }) => isOver(instance));
    if (left.length === 0) return;
    for (const { process } of left) if (isAlive(process)) killIfThere(process.pid);
  }
}
