import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Problem, problem } from '../../../errors/index.ts';
import { readPatchFile } from '../../../generate/documents/native/index.ts';
import type { Override } from '../../../model/settings.ts';
import { shownPath } from '../shown-path.ts';
import { unfinishedMerge } from './unfinished-merge.ts';

const folder = 'overrides';
const largest = 1024 * 1024;

/** Patches that stand in files of their own: overrides/k8s/deployment.yaml patches k8s/deployment.yaml. */
export function readOverrideFiles(
  root: string,
  workingFolder: string,
): { readonly overrides: readonly Override[]; readonly problems: readonly Problem[] } {
  const files = existsSync(join(root, folder)) ? filesBelow(join(root, folder)) : [];
  const links = files.filter(file => lstatSync(file).isSymbolicLink());
  const read = files
    .filter(file => !links.includes(file))
    .map(file => {
      const target = relative(join(root, folder), file).split(sep).join('/');
      return readOne(shownPath(file, workingFolder), target, readFileSync(file, 'utf8'));
    });
  return {
    overrides: read.map(({ override }) => override),
    problems: [
      ...links.map(file => problem('override-link', { file: shownPath(file, workingFolder) })),
      ...read.flatMap(({ problems }) => problems),
    ],
  };
}

function readOne(file: string, target: string, text: string): ReturnType<typeof readPatchFile> {
  const conflict = unfinishedMerge(file, text);
  const read = readPatchFile(file, target, conflict ? '' : text);
  return conflict ? { ...read, problems: [conflict] } : read;
}

function filesBelow(path: string): string[] {
  const names = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap(entry => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(inner);
    const isPatch = /\.(?:ya?ml|json)$/.test(entry.name);
    if (!isPatch || entry.isSymbolicLink()) return isPatch ? [inner] : [];
    return entry.isFile() && lstatSync(inner).size <= largest ? [inner] : [];
  });
}
