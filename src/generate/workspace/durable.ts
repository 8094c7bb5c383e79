import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Creates a file that must not exist yet and returns when its bytes are on the disk. */
export function writeDurably(path: string, content: string | Uint8Array, mode = 0o644): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'wx', mode);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Puts `content` at `path` in one step: readers see the old or the new text, whenever the power fails. */
export function replaceDurably(path: string, content: string, staged: string): void {
  writeDurably(staged, content);
  renameSync(staged, path);
  syncFolder(dirname(path));
}

/** Makes the names in a folder durable. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * mkdir -p that returns the folders in which a name is new, so that they can be synced. Our own, because Node's
 * never ends where the file system answers ENOENT for ever (procfs).
 */
export function makeFolders(folder: string): string[] {
  if (existsSync(folder)) return [];
  const parent = dirname(folder);
  const touched = parent === folder ? [] : makeFolders(parent);
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return [...touched, parent];
}

/** Where the workspace keeps its own files. */
export function stateFolder(root: string): string {
  return join(root, '.devops-flow');
}
