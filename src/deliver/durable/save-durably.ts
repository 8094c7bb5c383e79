import { dirname } from 'node:path';
import type { Disk } from './disk.ts';

/**
 * Durable when it resolves: after a crash at any moment the file holds this text or the one before, never a part.
 * Written beside, flushed, renamed, the folder flushed. One call at a time for one path (DurableText sees to that).
 */
export async function saveDurably(disk: Disk, path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  try {
    await disk.write(beside, text);
    await disk.sync(beside);
    await disk.rename(beside, path);
  } catch (error) {
    // A full disk is not to be kept full by half a file; the first error is the one to hear of.
    await disk.remove(beside).catch(() => undefined);
    throw error;
  }
  await disk.syncFolder(dirname(path));
}
