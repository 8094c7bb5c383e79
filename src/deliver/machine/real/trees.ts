import { createHash } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { TreeEntry } from '../files.ts';

export async function listTree(folder: string, leftOut: ReadonlySet<string>): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for await (const { path, absolute, kind } of walk(folder, leftOut)) {
    const { mode } = await lstat(absolute);
    entries.push({ path, kind, executable: (mode & 0o100) !== 0, content: await contentOf(absolute, kind) });
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export async function copyTree(source: string, target: string, leftOut: ReadonlySet<string>): Promise<void> {
  await mkdir(target, { recursive: true });
  for await (const { path, absolute, kind } of walk(source, leftOut)) {
    const place = join(target, path);
    await mkdir(dirname(place), { recursive: true });
    if (kind === 'link') await symlink(await readlink(absolute), place);
    if (kind === 'file') await copyFile(absolute, place, constants.COPYFILE_FICLONE);
  }
}

interface Walked {
  readonly path: string;
  readonly absolute: string;
  readonly kind: TreeEntry['kind'];
}

async function* walk(root: string, leftOut: ReadonlySet<string>, folder = root): AsyncGenerator<Walked> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (folder === root && leftOut.has(entry.name)) continue;
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(root, leftOut, absolute);
    else yield { path: relative(root, absolute).split(sep).join('/'), absolute, kind: kindOf(entry) };
  }
}

function kindOf(entry: Dirent): TreeEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'other';
}

async function contentOf(absolute: string, kind: TreeEntry['kind']): Promise<string> {
  if (kind === 'link') return readlink(absolute);
  // A pipe would keep whoever reads it waiting.
  if (kind === 'other') return '';
  return createHash('sha256')
    .update(await readFile(absolute))
    .digest('hex');
}
