import { closeSync, existsSync, fsync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

export interface NewFile {
  readonly path: string;
  readonly content: string;
  readonly mode?: number;
}

/**
 * Creates files that must not exist yet; the bytes of all, and the names in these folders, are on the disk then. Takes the
 * next file when it writes it.
 */
export async function writeDurably(files: Iterable<NewFile>, folders: Iterable<string> = []): Promise<void> {
  await syncAll(created(files, folders));
}

function* created(files: Iterable<NewFile>, folders: Iterable<string>): Generator<number> {
  for (const file of files) yield create(file);
  yield* opened(folders);
}

function create({ path, content, mode = 0o644 }: NewFile): number {
  const file = openSync(path, 'wx', mode);
  const bytes = Buffer.from(content);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  return file;
}

/** Puts `content` at `path` in one step: readers see the old or the new text, whenever the power fails. */
export async function replaceDurably(path: string, content: string, staged: string): Promise<void> {
  await writeDurably([{ path: staged, content }]);
  renameSync(staged, path);
  await syncFolders([dirname(path)]);
}

/** The same for a text that is staged nowhere else: beside its place. */
export async function putDurably(path: string, content: string): Promise<void> {
  const staged = `${path}.${process.pid}.new`;
  rmSync(staged, { force: true });
  await replaceDurably(path, content, staged);
}

/** Makes the names in the folders durable; one that is gone has none. */
export const syncFolders = (folders: Iterable<string>): Promise<void> => syncAll(opened(folders));

function* opened(folders: Iterable<string>): Generator<number> {
  for (const folder of folders) if (existsSync(folder)) yield openSync(folder, 'r');
}

/** Open at the same time: far fewer than any system allows a process (256 on macOS). */
const most = 128;

const sync = promisify(fsync);

/** Many at a time, which file systems do in one commit; each is closed. */
async function syncAll(opened: Iterable<number>): Promise<void> {
  const files: number[] = [];
  try {
    for (const file of opened) {
      files.push(file);
      if (files.length === most) await syncAndClose(files.splice(0));
    }
    await syncAndClose(files.splice(0));
  } finally {
    // Those of a batch that could not be opened as a whole.
    for (const file of files) closeSync(file);
  }
}

async function syncAndClose(files: readonly number[]): Promise<void> {
  try {
    await Promise.all(files.map(file => sync(file)));
  } finally {
    for (const file of files) closeSync(file);
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
