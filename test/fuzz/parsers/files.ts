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
