import type { Command } from 'commander';
import type { Output } from './output.ts';

/** One file per command: it parses its flags, calls app and prints. `exit` sets the exit code of the process. */
export interface CommandModule {
  readonly register: (program: Command, output: Output, exit: (code: number) => void) => Command;
}

/** All commands, in the order in which --help lists them. */
export const commands: readonly CommandModule[] = [];
