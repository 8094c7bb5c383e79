import { isAlive, type Processes, type ProcessId } from '../machine/processes.ts';

/** Every process of an instance carries this variable: its state folder and its id. */
export const markVariable = 'DEVOPS_FLOW_INSTANCE';

export const markOf = (folder: string, instance: string): string => `${folder}#${instance}`;

interface Marked {
  readonly process: ProcessId;
  readonly instance: string;
}

/** The living processes of the instances of a state folder, as far as they left their environment as it was. */
export async function markedProcesses(processes: Processes, folder: string): Promise<Marked[]> {
  const beginning = markOf(folder, '');
  const found = await processes.withVariable(markVariable, beginning);
  return found.map(({ process, value }) => ({ process, instance: value.slice(beginning.length) }));
}

/** A fork bomb is faster than one look at all processes. */
const mostLooks = 20;

/** Ends what an instance left behind outside of its process group. */
export async function sweep(
  processes: Processes,
  folder: string,
  isOver: (instance: string) => boolean,
): Promise<void> {
  for (let look = 0; look < mostLooks; look += 1) {
    const left = (await markedProcesses(processes, folder)).filter(({ instance }) => isOver(instance));
    if (left.length === 0) return;
    for (const { process } of left) if (isAlive(processes, process)) processes.kill(process.pid);
  }
}
