import type { Command } from 'commander';
import { nearest } from '../app/nearest.ts';
import { commands } from './names.ts';

/** Ends with the command that was probably meant: only a near miss is one, and only of what a person types. */
export function refuseUnknown(program: Command): void {
  program.on('command:*', ([name = '']: readonly string[]) => {
    const meant = nearest(name, commands);
    const question = meant === undefined ? '' : `\n(Did you mean ${meant}?)`;
    program.error(`error: unknown command '${name}'${question}`);
  });
}
