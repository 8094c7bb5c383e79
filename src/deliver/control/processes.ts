import { readFileSync } from 'node:fs';

/** A process by pid and start time: a pid alone may have been given to a stranger. */
export interface ProcessId {
  readonly pid: number;
  /** Clock ticks since boot (proc(5), field 22 of /proc/PID/stat) with the boot id before it. */
  readonly startTime: string;
}

/** The identity of a running process; undefined when there is none, or only its zombie. */
export function identify(pid: number): ProcessId | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name in field 2 may hold spaces and parentheses: count from its last closing one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { pid, startTime: `${bootId()}:${fields[19] ?? ''}` };
  } catch {
    return undefined;
  }
}

export function isAlive(process: ProcessId): boolean {
  return identify(process.pid)?.startTime === process.startTime;
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim().slice(0, 8);
}
