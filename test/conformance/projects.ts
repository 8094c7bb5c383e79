import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate as generateFiles } from '../../src/app/generate/generate.ts';
import { type PrepareRequest, prepare } from '../../src/app/generate/prepare.ts';
import { Failure, type Problem } from '../../src/errors/index.ts';
import type { ScannedFile } from '../../src/generate/checks/tools/scan.ts';
import { joinPath } from '../../src/generate/workspace/paths.ts';
import type { Stack } from './stack.ts';

/** A generated file, and the stack that it belongs to: the first folder of its path. */
export interface GeneratedFile extends ScannedFile {
  readonly stack: string;
}

/** What each generated file is, by its path below the folder of the stack. */
export type Kinds = ReadonlyMap<string, ScannedFile['kind']>;

/**
 * Lays the documents of a stack out, generates it as the command does, and copies what was made to `target`.
 *
 * @returns what went wrong, in words; nothing when it went well
 */
export async function generate(stack: Stack, folder: string, target: string): Promise<string> {
  stack.layOut(folder);
  try {
    const { ok, problems } = await generateFiles({ ...requestOf(stack, folder), mode: 'write' });
    if (!ok) return wordsOf(problems);
  } catch (error) {
    if (error instanceof Failure) return wordsOf(error.problems);
    throw error;
  }
  cpSync(join(folder, 'out'), target, { recursive: true });
  return '';
}

const wordsOf = (problems: readonly Problem[]): string =>
  problems.map(({ id, message }) => `${id}: ${message}`).join('\n');

/** What the files of a stack are, from the emitters that make them. The documents are laid out in `folder`. */
export async function kindsOf(stack: Stack, folder: string): Promise<Kinds> {
  const { scopes } = await prepare(requestOf(stack, folder));
  const files = scopes.flatMap(({ output, artifacts }) =>
    artifacts.map(({ path, kind }) => [joinPath(output, path).replace(/^out\//, ''), kind] as const),
  );
  return new Map(files);
}

/** The options of the command, as the command reads them. */
function requestOf({ options }: Stack, folder: string): PrepareRequest {
  const { family: families = [], type, cloud, ...named } = flagsOf(options);
  const documents = Object.entries(named).map(
    ([kind, files = []]) => [kind, files.map(file => join(folder, file))] as const,
  );
  return {
    workingFolder: folder,
    documents: documents.length > 0 ? Object.fromEntries(documents) : { folder },
    options: { ...(cloud && { cloud: cloud[0] }) },
    type: type?.[0],
    families,
    output: 'out',
    ownFolder: false,
  };
}

/** `--type gitlab-ci` and the like: each flag with its values. */
function flagsOf(options: readonly string[]): Readonly<Partial<Record<string, readonly string[]>>> {
  const flags: Record<string, string[]> = {};
  for (const [i, word] of options.entries())
    if (word.startsWith('--')) (flags[word.slice(2)] ??= []).push(options[i + 1] ?? '');
  return flags;
}

/** The files below a folder that hold one stack a sub-folder. @throws for a file that no emitter has made */
export function filesBelow(root: string, kinds: ReadonlyMap<string, Kinds>): readonly GeneratedFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
    .map(path => {
      const stack = path.slice(0, path.indexOf('/'));
      const kind = kinds.get(stack)?.get(path.slice(stack.length + 1));
      if (kind === undefined) throw new Error(`no emitter has made ${path}`);
      return { path, kind, stack };
    });
}

/** Puts one more file into a stack. */
export function addFile(target: string, path: string, content: string): void {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), content);
}
