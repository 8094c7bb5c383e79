import { statSync } from 'node:fs';
import { copyFile, open, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

/** A log is rotated at this size; the one before is kept beside it. */
const rotateBytes = 10 * 1024 * 1024;
const tailBytes = 256 * 1024;

/** The last `lines` lines of a log file that begin at or after byte `since`, oldest first; none when there is no file. */
export async function tail(file: string, lines: number, since = 0): Promise<string[]> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (!handle) return [];
  try {
    const { size } = await handle.stat();
    const from = Math.min(size, Math.max(since, size - tailBytes));
    const buffer = Buffer.alloc(size - from);
    await handle.read(buffer, 0, buffer.length, from);
    const all = buffer.toString('utf8').split('\n');
    if (all.at(-1) === '') all.pop();
    return all.slice(-lines);
  } finally {
    await handle.close();
  }
}

/** Bytes of a file; 0 when there is none. */
export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The log files of a release, by instance, sorted. */
export async function logFiles(folder: string, release: string): Promise<string[]> {
  const names = await readdir(join(folder, release)).catch(() => []);
  return names
    .filter(name => name.endsWith('.log'))
    .sort()
    .map(name => join(folder, release, name));
}

/**
 * Keeps a log small. The process holds the file open for appending, so it is copied and cut rather than renamed;
 * what is written between the two is lost, at most.
 */
export async function rotate(file: string): Promise<void> {
  const size = await stat(file).then(
    found => found.size,
    () => 0,
  );
  if (size < rotateBytes) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}
