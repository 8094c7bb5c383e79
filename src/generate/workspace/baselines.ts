import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from './root.ts';
import { sha256 } from './sha256.ts';

/**
 * A generated text as it is kept in `baselines/`, under its SHA-256: with the beginning of that before each line. Else
 * git takes the baselines that two branches put in the place of one for two new names of it, which is a conflict.
 */
export function printBaseline(text: string, digest: string): string {
  const mark = markOf(digest);
  return mark + text.replaceAll('\n', `\n${mark}`);
}

/** The text of that SHA-256; undefined when it is another one. Older versions kept the text as it is. */
export function parseBaseline(stored: string, digest: string): string | undefined {
  if (sha256(stored) === digest) return stored;
  const mark = markOf(digest);
  const lines = stored.split('\n');
  if (!lines.every(line => line.startsWith(mark))) return undefined;
  const text = lines.map(line => line.slice(mark.length)).join('\n');
  return sha256(text) === digest ? text : undefined;
}

const markOf = (digest: string) => `${digest.slice(0, 8)} `;

const folderOf = (root: string) => join(stateFolder(root), 'baselines');

export const baselineFile = (root: string, digest: string): string => join(folderOf(root), digest);

/** The SHA-256 of each text that is kept, whether a lock refers to it or not. */
export function keptBaselines(root: string): string[] {
  return existsSync(folderOf(root)) ? readdirSync(folderOf(root)) : [];
}

/** The text of a generated file as it was last generated, by its SHA-256; undefined when it is not kept. */
export function readBaseline(root: string, digest: string): string | undefined {
  const file = baselineFile(root, digest);
  return existsSync(file) ? parseBaseline(readFileSync(file, 'utf8'), digest) : undefined;
}

export function removeBaselinesBut(root: string, needed: ReadonlySet<string>): void {
  for (const digest of keptBaselines(root))
    if (!needed.has(digest)) rmSync(baselineFile(root, digest), { force: true });
}
