import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepare } from '../../src/app/generate/prepare.ts';
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
 * Lays the documents of a stack out, generates it with the built program, and copies what was made to `target`.
 *
 * @returns what went wrong, in words; nothing when it went well
 */
export function generate(
  { layOut, options }: Stack,
  program: string,
  folder: string,
  target: string,
): string {
  layOut(folder);
  const argv = [program, 'generate', ...options, '--output', 'out'];
  const { status, stderr } = spawnSync(process.execPath, argv, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) return `generate ended with ${status}\n${stderr}`;
  cpSync(join(folder, 'out'), target, { recursive: true });
  return '';
}

/** What the files of a stack are, from the emitters that make them. The documents are laid out in `folder`. */
export async function kindsOf({ options }: Stack, folder: string): Promise<Kinds> {
  const { type, family, cloud, ...named } = flagsOf(options);
  const documents = Object.entries(named).map(([kind, file]) => [kind, [join(folder, file)]] as const);
  const { scopes } = await prepare({
    workingFolder: folder,
    documents: documents.length > 0 ? Object.fromEntries(documents) : { folder },
    options: { ...(cloud !== undefined && { cloud }) },
    type,
    families: family === undefined ? [] : [family],
    output: 'out',
    ownFolder: false,
  });
  const files = scopes.flatMap(({ output, artifacts }) =>
    artifacts.map(({ path, kind }) => [joinPath(output, path).replace(/^out\//, ''), kind] as const),
  );
  return new Map(files);
}

/** `--type gitlab-ci` and the like: each flag with its value. */
function flagsOf(options: readonly string[]): Readonly<Record<string, string>> {
  const pairs = options.flatMap((word, i) =>
    word.startsWith('--') ? [[word.slice(2), options[i + 1] ?? ''] as const] : [],
  );
  return Object.fromEntries(pairs);
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
