import { sha256 } from './sha256.ts';

/**
 * A generated text as it is kept in `baselines/`, under its SHA-256: with the beginning of that before each line. Else
 * git takes the baselines that two branches put in the place of one for two new names of it, which is a conflict.
 */
export function printBaseline(text: string): string {
  const mark = markOf(sha256(text));
  return text
    .split('\n')
    .map(line => mark + line)
    .join('\n');
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
