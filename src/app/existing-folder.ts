import { realpathSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure, type Problem, problem } from '../errors/index.ts';

/**
 * The real path of a folder that a command line names. Every command that takes one asks here: a name that is mistyped
 * must never stand for the project around it. @throws Failure `folder-missing`
 */
export function existingFolder(folder: string, workingFolder: string): string {
  const missing = folderMissing(folder, workingFolder);
  if (missing) throw new Failure([missing]);
  return realpathSync(resolve(workingFolder, folder));
}

/** `folder-missing` where there is no such folder; `folder` is what the message says. */
export function folderMissing(folder: string, workingFolder: string): Problem | undefined {
  const found = statsOf(resolve(workingFolder, folder));
  return found?.isDirectory()
    ? undefined
    : problem('folder-missing', { folder, isThere: found !== undefined });
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // Below a file, or behind a folder that is closed to us, there is none either.
    return undefined;
  }
}
