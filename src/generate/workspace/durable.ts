import { closeSync, existsSync, fsync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface NewFile {
  readonly path: string;
  readonly content: string;
  readonly mode?: number;
}

/** Open at the same time: far fewer than any system allows a process (256 on macOS). */
const most = 128;

/**
 * Creates files that must not exist yet and returns when the bytes of all are on the disk. They are synced many at a
 * time, which file systems do in one commit.
 */
export async function writeDurably(files: readonly NewFile[]): Promise<void> {
  for (let at = 0; at < files.length; at += most) await writeTogether(files.slice(at, at + most));
}

async function writeTogether(files: readonly NewFile[]): Promise<void> {
  const open: number[] = [];
  try {
    for (const { path, content, mode = 0o644 } of files) {
      const file = openSync(path, 'wx', mode);
      open.push(file);
      const bytes = Buffer.from(content);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    }
    await Promise.all(open.map(file => sync(file)));
  } finally {
    for (const file of open) closeSync(file);
  }
}

const sync = promisify(fsync);

/** Puts `content` at `path` in one step: readers see the old or the new text, whenever the power fails. */
export async function replaceDurably(path: string, content: string, staged: string): Promise<void> {
  await writeDurably([{ path: staged, content }]);
  renameSync(staged, path);
  await syncFolders([dirname(path)]);
}

/** Makes the names in the folders durable; one that is gone has none. */
export async function syncFolders(folders: Iterable<string>): Promise<void> {
  const all = [...folders];
  for (let at = 0; at < all.length; at += most) await syncTogether(all.slice(at, at + most));
}

async function syncTogether(folders: readonly string[]): Promise<void> {
  const open = folders.filter(folder => existsSync(folder)).map(folder => openSync(folder, 'r'));
  try {
    await Promise.all(open.map(file => sync(file)));
  } finally {
    for (const file of open) closeSync(file);
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
