import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { failure } from '../../errors/index.ts';

export interface PutFile {
  /** Where it goes; as the user typed it, relative to the working folder. */
  readonly file: string;
  readonly text: string;
  /** What it is, as an error says it: "a saved plan". */
  readonly what: string;
  /** Whether a text is an earlier one of these: nothing else is ever overwritten. */
  readonly isOurs: (text: string) => boolean;
}

/**
 * Writes a file that the user asked for, whole or not at all.
 *
 * @throws Failure `file-not-replaced` when something else lies there, `file-not-written`
 */
export function putFile({ file, text, what, isOurs }: PutFile): void {
  if (existsSync(file) && (!statSync(file).isFile() || !isOurs(readFileSync(file, 'utf8'))))
    throw failure('file-not-replaced', { file, what, isFolder: statSync(file).isDirectory() });
  const staged = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(staged, text, { flag: 'wx' });
    renameSync(staged, file);
  } catch (error) {
    rmSync(staged, { force: true });
    throw failure('file-not-written', {
      file,
      what,
      code: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}

/** Whether the text is a JSON object with these members. */
export function isJsonWith(text: string, members: Readonly<Record<string, unknown>>): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return (
      typeof value === 'object' &&
      value !== null &&
      Object.entries(members).every(([key, wanted]) => (value as Record<string, unknown>)[key] === wanted)
    );
  } catch {
    return false;
  }
}
