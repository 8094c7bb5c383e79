import type { Limits } from '../engine/ports.ts';
import type { InstanceExit } from './instance-process.ts';

/** How the process of an instance ended, in a few words. */
export function describeExit(exit: InstanceExit, limits: Limits | undefined): string {
  if (exit.outOfMemory) {
    const limit = limits?.memoryBytes;
    return limit === undefined ? 'killed for memory' : `killed for memory (limit ${inMiB(limit)} MiB)`;
  }
  if (exit.signal !== null) return `signal ${exit.signal}`;
  return exit.code === null ? 'ended unseen' : `exit code ${exit.code}`;
}

const inMiB = (bytes: number): number => Math.round(bytes / 2 ** 20);
