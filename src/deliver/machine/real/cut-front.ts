import { execFile } from 'node:child_process';
import { stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Bytes of a file; 0 when there is none. */
export const sizeOrNone = (file: string): Promise<number> =>
  stat(file).then(
    found => found.size,
    () => 0,
  );

/** The most whole blocks of the file system within `bytes`; the end of the file is never among them. */
export async function wholeBlocks(file: string, bytes: number): Promise<number> {
  const { bsize } = await statfs(file);
  return Math.floor((bytes - 1) / bsize) * bsize;
}

/**
 * Takes whole blocks away from the beginning of a file in one step, while others append to it
 * (FALLOC_FL_COLLAPSE_RANGE of fallocate(2): ext4 and XFS). False where the file system or the tool cannot.
 */
export async function cutFront(file: string, bytes: number): Promise<boolean> {
  const words = ['--collapse-range', '--offset', '0', '--length', String(bytes), file];
  return promisify(execFile)('fallocate', words).then(
    () => true,
    () => false,
  );
}
