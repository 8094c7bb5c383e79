import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Problem } from '../../errors/index.ts';
import { readPatchFile } from '../../generate/documents/native/index.ts';
import type { Override } from '../../model/settings.ts';
import { shownPath } from './shown-path.ts';

const folder = 'overrides';
const largest = 1024 * 1024;

/** Patches that stand in files of their own: overrides/k8s/deployment.yaml patches k8s/deployment.yaml. */
export function readOverrideFiles(
  root: string,
  workingFolder: string,
): { readonly overrides: readonly Override[]; readonly problems: readonly Problem[] } {
  const files = existsSync(join(root, folder)) ? filesBelow(join(root, folder)) : [];
  const read = files.map(file => {
    const target = relative(join(root, folder), file).split(sep).join('/');
    return readPatchFile(shownPath(file, workingFolder), target, readFileSync(file, 'utf8'));
  });
  return {
    overrides: read.map(({ override }) => override),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function filesBelow(path: string): string[] {
  const names = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return names.flatMap(entry => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return filesBelow(inner);
    const isPatch = entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name) && statSync(inner).size <= largest;
    return isPatch ? [inner] : [];
  });
}
