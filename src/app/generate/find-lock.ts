import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { failure, type Problem } from '../../errors/index.ts';
import type { LockEntry } from '../../generate/workspace/lock.ts';
import { below } from '../../generate/workspace/root.ts';
import { readLock } from '../../generate/workspace/workspace.ts';
import { finishWrite } from '../../generate/workspace/write/held.ts';
import { existingFolder } from '../existing-folder.ts';

export interface GeneratedFamilies {
  /** Absolute path of the folder that holds `.devops-flow`. */
  readonly root: string;
  /** What was generated into the folder; all that the lock has where nothing was. */
  readonly entries: readonly LockEntry[];
  /** What there is to say of a write that was cut off before. */
  readonly problems: readonly Problem[];
}

/**
 * What was generated in a folder, by the nearest lock at or above it that has entries; a write that was cut off is
 * finished first. `folder` is what messages say.
 *
 * @throws Failure `folder-missing`, `nothing-generated`, and what is wrong with a lock
 */
export async function findGeneratedFamilies(
  folder: string,
  workingFolder: string,
): Promise<GeneratedFamilies> {
  const start = existingFolder(folder, workingFolder);
  for (let root = start; ; root = dirname(root)) {
    const problems = await finishWrite(root);
    const { entries } = existsSync(join(root, '.devops-flow', 'lock.json'))
      ? readLock(root)
      : { entries: [] };
    if (entries.length > 0) {
      const inside = below(root, start);
      const own = entries.filter(({ output }) => inside === '.' || `${output}/`.startsWith(`${inside}/`));
      return { root, entries: own.length > 0 ? own : entries, problems };
    }
    if (root === dirname(root)) throw failure('nothing-generated', { folder });
  }
}
