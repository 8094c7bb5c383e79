import { type Dirent, existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Problem, problem } from '../../../errors/index.ts';
import { readPatchFile } from '../../../generate/documents/native/index.ts';
import type { Override } from '../../../model/settings.ts';
import { shownPath } from '../shown-path.ts';
import { readUtf8 } from './read-text.ts';

const folder = 'overrides';
const wanted = 'a patch of a generated file';
const patchName = /\.(?:ya?ml|json)$/;

/** What editors and file managers leave beside a file: the lock of Emacs, a backup, a view. */
const leftBeside = /^\.#|~$|^\.DS_Store$/;

interface Read {
  readonly override?: Override;
  readonly problems: readonly Problem[];
}

/**
 * Patches that stand in files of their own: overrides/k8s/deployment.yaml patches k8s/deployment.yaml. A file of
 * another name is an override without operations, so that nobody takes it for one that holds.
 */
export async function readOverrideFiles(
  root: string,
): Promise<{ readonly overrides: readonly Override[]; readonly problems: readonly Problem[] }> {
  const top = join(root, folder);
  const entries = existsSync(top) && statSync(top).isDirectory() ? entriesBelow(top) : [];
  const read = await Promise.all(
    entries.map(entry => {
      const path = join(entry.parentPath, entry.name);
      return readEntry(entry, shownPath(path, process.cwd()), relative(top, path).split(sep).join('/'));
    }),
  );
  return {
    overrides: read.flatMap(({ override }) => override ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

async function readEntry(entry: Dirent, file: string, target: string): Promise<Read> {
  if (entry.isSymbolicLink()) return { problems: [problem('override-link', { file })] };
  if (!patchName.test(entry.name))
    return {
      override: { file: { text: target, at: { file, line: 1, column: 1 } }, operations: [] },
      problems: [],
    };
  if (!entry.isFile())
    return { problems: [problem('file-unreadable', { file, wanted, reason: 'it is no ordinary file' })] };
  const text = await readUtf8(file, wanted);
  return 'id' in text ? { problems: [text] } : readPatchFile(file, target, text.text);
}

function entriesBelow(path: string): Dirent[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !leftBeside.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? entriesBelow(join(path, entry.name)) : [entry]));
}
