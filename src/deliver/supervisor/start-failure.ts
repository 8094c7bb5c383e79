import { existsSync } from 'node:fs';
import type { StartFailure } from '../engine/ports.ts';
import { NoPort } from './free-port.ts';
import type { GroupSpec } from './instructions.ts';

/** Why an instance could not be started, in the words of the engine. */
export function startFailure({ run, folder }: GroupSpec, error: unknown): StartFailure {
  if (error instanceof NoPort) return { reason: 'no-port', lastLines: [] };
  const [command = ''] = run.command;
  const { code, message } = error as NodeJS.ErrnoException;
  // ENOENT also stands for a missing working folder.
  return code === 'ENOENT' && existsSync(folder)
    ? { reason: 'command-missing', error: command, lastLines: [] }
    : { reason: 'cannot-start', error: `${command}: ${message}`, lastLines: [] };
}
