import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run test:long` runs a bundle, which stands elsewhere. */
const root = process.env['PROJECT_ROOT'] ?? new URL('../../..', import.meta.url).pathname;

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The texts of the files in a folder whose names match. */
export const textsIn = (folder: string, names = /./): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(entry => entry.isFile() && names.test(entry.name))
    .map(({ name }) => textOf(join(folder, name)));

/** One of the choices, the same one for the same text (FNV-1a). */
export function chosen<T>(choices: readonly T[], text: string): T | undefined {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return choices[sum % choices.length];
}
