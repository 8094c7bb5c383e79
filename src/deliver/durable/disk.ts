import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';

/**
 * What a durable file is made of. After a power cut only what was synced is there: a text by `sync` of its path, a
 * name by `syncFolder` of the folder that it stands in. Each rejects with the error of the system.
 */
export interface Disk {
  /** UTF-8; undefined when there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Makes or replaces the file, for its owner only. */
  write(path: string, text: string): Promise<void>;
  sync(path: string): Promise<void>;
  /** Takes the place of `to` in one step. */
  rename(from: string, to: string): Promise<void>;
  syncFolder(path: string): Promise<void>;
  /** Well done where there is none. */
  remove(path: string): Promise<void>;
}

export const realDisk: Disk = {
  read: path =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    }),
  write: (path, text) => writeFile(path, text, { mode: 0o600 }),
  sync: flush,
  rename,
  syncFolder: flush,
  remove: path => rm(path, { force: true }),
};

/** fsync(2) flushes a file or a folder, whichever descriptor wrote to it. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
