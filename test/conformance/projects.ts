import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ScannedFile } from '../../src/generate/checks/tools/scan.ts';
import type { Stack } from './stacks.ts';

/** A generated file, and the stack that it belongs to: the first folder of its path. */
export interface GeneratedFile extends ScannedFile {
  readonly stack: string;
}

/** Lays the documents of a stack out, generates it with the built program, and copies what was made to `target`. */
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

/** The files below a folder that hold one stack a sub-folder. */
export function filesBelow(root: string): readonly GeneratedFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted()
    .map(path => ({ path, kind: kindOf(path), stack: path.slice(0, path.indexOf('/')) }));
}

/** What a file is, by where it stands. */
function kindOf(path: string): ScannedFile['kind'] {
  if (path.endsWith('.dockerignore')) return 'dockerignore';
  if (/(?:^|\/)Dockerfile$/.test(path)) return 'dockerfile';
  if (path.endsWith('.sh')) return 'shell';
  if (path.includes('.github/workflows/')) return 'github-workflow';
  if (/(?:^|\/)k8s\/.*\.yaml$/.test(path)) return 'kubernetes';
  if (/(?:^|\/)nginx\.conf$/.test(path)) return 'nginx';
  throw new Error(`nobody has said what kind of file ${path} is`);
}
