import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from './root.ts';
import { putDurably } from './write/durable.ts';

/** What of the folder belongs into git, and how git merges it; both files are the user's once they are there. */
const files: readonly (readonly [name: string, text: string])[] = [
  [
    '.gitignore',
    `# What was generated is known by lock.json and baselines/: commit them. All else is of this machine.
*
!.gitignore
!.gitattributes
!lock.json
!baselines/
!baselines/*
`,
  ],
  [
    '.gitattributes',
    `# Two branches that both generated merge without a conflict: run generate afterwards.
lock.json merge=union -text linguist-generated
baselines/* -text linguist-generated
`,
  ],
];

/** Tells git about the folder, where nobody has done so yet. */
export async function writeForGit(root: string): Promise<void> {
  const missing = files.filter(([name]) => !existsSync(join(stateFolder(root), name)));
  await Promise.all(missing.map(([name, text]) => putDurably(join(stateFolder(root), name), text)));
}

/** Removes the folder when nothing is in it but what tells git about it. */
export function removeEmptyFolder(root: string): void {
  const folder = stateFolder(root);
  const writers = join(folder, 'writers');
  if (existsSync(writers) && readdirSync(writers).length === 0) rmdirSync(writers);
  const names = new Set(files.map(([name]) => name));
  if (!existsSync(folder) || readdirSync(folder).some(name => !names.has(name))) return;
  for (const name of names) rmSync(join(folder, name), { force: true });
  rmdirSync(folder);
}
