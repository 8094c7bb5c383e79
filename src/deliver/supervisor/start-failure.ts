import type { StartFailure } from '../engine/ports.ts';
import { ProgramMissing } from '../machine/processes.ts';
import { NoPort } from './free-port.ts';
import type { GroupSpec } from './instructions.ts';

/** Why an instance could not be started, in the words of the engine. */
export function startFailure({ run }: GroupSpec, error: unknown): StartFailure {
  if (error instanceof NoPort) return { reason: 'no-port', lastLines: [] };
  const [command = ''] = run.command;
  return error instanceof ProgramMissing
    ? { reason: 'command-missing', error: command, lastLines: [] }
    : { reason: 'cannot-start', error: `${command}: ${(error as Error).message}`, lastLines: [] };
}
