import { readdir, readFile } from 'node:fs/promises';
import { identify } from '../../control/processes.ts';
import type { Processes } from '../processes.ts';
import { startHeld } from './start-held.ts';

export const realProcesses: Processes = {
  own: {
    pid: process.pid,
    get environment() {
      return Object.fromEntries(
        Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
      );
    },
  },
  start: startHeld,
  identify,
  signalGroup: (leader, signal) => sendSignal(-leader, signal),
  kill: pid => sendSignal(pid, 'SIGKILL'),
  withVariable,
};

function sendSignal(to: number, signal: NodeJS.Signals): void {
  try {
    process.kill(to, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function withVariable(name: string, beginning: string): ReturnType<Processes['withVariable']> {
  const found: Awaited<ReturnType<Processes['withVariable']>> = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    // One that has ended meanwhile, or is a stranger's, cannot be read.
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    const entry = environment.split('\0').find(word => word.startsWith(`${name}=${beginning}`));
    const process = entry === undefined ? undefined : identify(Number(pid));
    if (entry !== undefined && process) found.push({ process, value: entry.slice(name.length + 1) });
  }
  return found;
}
