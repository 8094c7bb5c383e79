import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { shellWord } from '../errors/index.ts';
import { commands } from './names.ts';

/** How this program is called from the working folder, so that every command that is printed works when it is pasted. */
export function programName(self: readonly string[], workingFolder: string): string {
  const clone = join(dirname(self[1] ?? ''), '..', 'devops-flow');
  // Installed as a package it is on PATH; in a clone it is the script beside dist/.
  if (!existsSync(clone)) return 'devops-flow';
  const near = relative(workingFolder, clone);
  return shellWord(near.startsWith('..') ? clone : `./${near}`);
}

const mention = new RegExp(`(?<![\\w./-])devops-flow (?=(?:${commands.join('|')})\\b)`, 'g');

/** Replaces the program's plain name by `name` wherever a text tells a command to run. */
export function pasteable(text: string, name: string): string {
  return text.replaceAll(mention, `${name.replaceAll('$', '$$$$')} `);
}
