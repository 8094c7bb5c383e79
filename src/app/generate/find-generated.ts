import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { failure, type Problem } from '../../errors/index.ts';
import type { LockEntry, LockedFile } from '../../generate/workspace/lock.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import { readLock } from '../../generate/workspace/workspace.ts';
import { finishWrite } from '../../generate/workspace/write/held.ts';
import { nearest } from '../../model/names.ts';

export interface GeneratedFile {
  readonly root: string;
  /** Absolute. */
  readonly file: string;
  readonly entry: LockEntry;
  /** Below the folder of its family. */
  readonly path: string;
  readonly locked: LockedFile;
  /** What there is to say of a write that was cut off before. */
  readonly problems: readonly Problem[];
}

/**
 * The lock entry of a generated file, from the nearest lock at or above its folder that names it; a write that was cut
 * off is finished first.
 *
 * @throws Failure `file-not-generated`
 */
export async function findGenerated(name: string, workingFolder: string): Promise<GeneratedFile> {
  const given = resolve(workingFolder, name);
  const folder = existsSync(dirname(given)) ? realpathSync(dirname(given)) : dirname(given);
  const file = join(folder, basename(given));
  const others: string[] = [];
  for (let root = folder; ; root = dirname(root)) {
    const problems = await finishWrite(root);
    const generated = generatedBy(root);
    const found = generated.find(other => other.file === file);
    if (found) return { ...found, problems };
    others.push(...generated.map(other => relative(workingFolder, other.file)));
    if (root === dirname(root)) break;
  }
  const isThere = existsSync(file);
  const suggestion = isThere ? undefined : likeIt(name, others);
  throw failure('file-not-generated', { file: name, isThere, suggestion });
}

/** What the lock of a folder names; nothing where it has none. */
function generatedBy(root: string): Omit<GeneratedFile, 'problems'>[] {
  if (!existsSync(join(root, '.devops-flow', 'lock.json'))) return [];
  return readLock(root).entries.flatMap(entry =>
    [...entry.files].map(([path, locked]) => {
      const file = join(root, joinPath(entry.output, path));
      return { root, file, entry, path, locked };
    }),
  );
}

const bare = (file: string) => file.replace(/^\.\//, '').replace(/\.yml$/, '.yaml');

/** A generated file with the other spelling of its ending, or a name that is nearly this one. */
function likeIt(name: string, generated: readonly string[]): string | undefined {
  return generated.find(file => bare(file) === bare(name)) ?? nearest(bare(name), generated);
}
