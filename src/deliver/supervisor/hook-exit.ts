import { constants } from 'node:os';
import type { Exit } from '../machine/processes.ts';

export interface HookExit extends Exit {
  readonly unknown: boolean;
}

const signals = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]));

/**
 * How a hook ended: by what its shell left in the exit file, or else by what was seen of the shell itself.
 * `never`: it was held back and never ran. A shell reports a signal as 128 + its number (POSIX, 2.8.2).
 */
export function hookExit(file: string | undefined, seen: Exit): HookExit | 'never' {
  if (file?.trim() === 'never') return 'never';
  // After a power cut the file may be there and empty.
  const code = /^\d{1,3}\n$/.test(file ?? '') ? Number(file) : seen.code;
  if (code === null) return { code: null, signal: seen.signal, unknown: seen.signal === null };
  const signal = code > 128 ? signals.get(code - 128) : undefined;
  return signal === undefined
    ? { code, signal: null, unknown: false }
    : { code: null, signal, unknown: false };
}
