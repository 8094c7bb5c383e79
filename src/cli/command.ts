import type { Command } from 'commander';
import type { Output } from './output.ts';

/** What every command is given beside its flags. */
export interface Context {
  readonly output: Output;
  /** Sets the exit code of the process. */
  readonly exit: (code: number) => void;
  /** argv that starts this program again. */
  readonly self: readonly string[];
}

/** One file per command: it parses its flags, calls app and prints. */
export interface CommandModule {
  readonly register: (program: Command, context: Context) => Command;
}
