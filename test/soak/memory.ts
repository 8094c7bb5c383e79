import { readFileSync } from 'node:fs';

/** Resident memory in MB. */
export interface Memory {
  readonly atSeconds: number;
  /** The most that the command of one deploy had. */
  readonly controller: number;
  readonly supervisor: number;
  readonly router: number;
}

/** VmRSS of /proc/PID/status (proc(5)) in MB; 0 where there is no such process. */
export function memoryOf(pid: number): number {
  try {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return Math.round(Number(found?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

/** Mean of the last third of the time over that of the second one: 1 when nothing grows. The first third warms up. */
export function growth(memory: readonly Memory[], name: 'controller' | 'supervisor' | 'router'): number {
  const third = Math.floor(memory.length / 3);
  const mean = (part: readonly Memory[]) =>
    part.reduce((sum, one) => sum + one[name], 0) / Math.max(1, part.length);
  const [middle, last] = [memory.slice(third, 2 * third), memory.slice(2 * third)];
  return third === 0 ? 1 : mean(last) / mean(middle);
}
