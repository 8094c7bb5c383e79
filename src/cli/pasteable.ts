import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shellWord } from '../errors/index.ts';
import { commands } from './names.ts';

/** The file that another program can call this one by. */
export const programPath = (self: readonly string[]): string => cloneOf(self) ?? self[1] ?? 'devops-flow';

function cloneOf(self: readonly string[]): string | undefined {
  const clone = join(dirname(self[1] ?? ''), '..', 'devops-flow');
  return existsSync(clone) ? clone : undefined;
}

/** How this program is called from the working folder, so that every command that is printed works when it is pasted. */
export function programName(self: readonly string[], workingFolder: string): string {
  const clone = cloneOf(self);
  // Installed as a package it is on PATH; in a clone it is the script beside dist/.
  if (clone === undefined) return 'devops-flow';
  const near = relative(workingFolder, clone);
  return shellWord(near.startsWith('..') ? clone : `./${near}`);
}

const mention = new RegExp(`(?<![\\w./-])devops-flow (?=(?:${commands.join('|')})\\b)`, 'g');

/** Replaces the program's plain name by `name` wherever a text tells a command to run. */
export function pasteable(text: string, name: string): string {
  return text.replaceAll(mention, `${name.replaceAll('$', '$$$$')} `);
}
