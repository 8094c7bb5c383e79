import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { ProgramMissing } from '../processes.ts';

/**
 * Makes sure that execvp(3) would find the program: a shell stands before it, and would say so only by exit code 127.
 * @throws ProgramMissing, or an error for a missing folder or a file that may not be executed.
 */
export async function findProgram(program: string, folder: string, path: string | undefined): Promise<void> {
  const inside = await stat(folder).catch(() => undefined);
  if (!inside?.isDirectory()) throw new Error(`the folder ${folder} does not exist`);
  const places = program.includes('/')
    ? [resolve(folder, program)]
    : (path ?? '/usr/local/bin:/bin:/usr/bin')
        .split(delimiter)
        .map(entry => join(resolve(folder, entry), program));
  let found: string | undefined;
  for (const place of program === '' ? [] : places) {
    const file = await stat(place).catch(() => undefined);
    if (!file?.isFile()) continue;
    found = place;
    const executable = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (executable) return;
  }
  if (found === undefined) throw new ProgramMissing(`spawn ${program} ENOENT`);
  throw new Error(`spawn ${program} EACCES`);
}
