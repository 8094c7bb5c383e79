import { linkSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../errors/index.ts';
import { syncFolders, writeDurably } from '../../generate/workspace/write/durable.ts';

/** The one file that `init` writes and `add` edits. */
export const serviceFileName = 'devops-flow.yaml';

export const isThere = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined;

/** Puts a new file in its place in one step. @throws Failure `init-exists` when somebody was faster, `write-failed`. */
export async function createFile(file: string, content: string, shown: string): Promise<void> {
  await inPlace(file, shown, async staged => {
    await writeDurably([{ path: staged, content }]);
    try {
      // Unlike a rename, a link never replaces what is there.
      linkSync(staged, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw failure('init-exists', { file: shown });
      throw error;
    }
    await rm(staged);
  });
}

/** Puts another text in the place of a file in one step; where it is a link, in that of the file behind it. @throws Failure `write-failed`. */
export async function replaceFile(link: string, content: string, shown: string): Promise<void> {
  const file = realpathSync(link);
  const { mode } = statSync(file);
  await inPlace(file, shown, async staged => {
    await writeDurably([{ path: staged, content, mode: mode & 0o777 }]);
    await rename(staged, file);
  });
}

async function inPlace(file: string, shown: string, write: (staged: string) => Promise<void>): Promise<void> {
  const staged = join(dirname(file), `.${serviceFileName}.${process.pid}`);
  try {
    await write(staged);
    await syncFolders([dirname(file)]);
  } catch (error) {
    await rm(staged, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    throw typeof code === 'string' ? failure('write-failed', { path: shown, code }) : error;
  }
}
