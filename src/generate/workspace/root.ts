import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { failure } from '../../errors/index.ts';

const markers = ['.devops-flow', 'devops-flow.yaml', '.git'];

/** The nearest folder at or above `folder` that has `.devops-flow`, `devops-flow.yaml` or `.git`; else `folder`. */
export function findProjectRoot(folder: string): string {
  const start = realPath(resolve(folder));
  for (let at = start; ; at = dirname(at)) {
    if (markers.some(name => existsSync(join(at, name)))) return at;
    if (at === dirname(at)) return start;
  }
}

export interface Whereabouts {
  /** Absolute path of the folder that holds `.devops-flow`. */
  readonly root: string;
  /** The output folder relative to `root`, with forward slashes; "." for the root itself. */
  readonly output: string;
}

/**
 * Which project an output folder belongs to: that of the working folder, or, when it lies outside of it, the output
 * folder itself. A `folder` of documents that holds a devops-flow.yaml is a project too. Symbolic links above the root are followed; those below it are left for the plan to refuse.
 *
 * @throws Failure `path-not-a-folder` where that is a file, or lies below one
 */
export function locate(workingFolder: string, output: string, folder = '.'): Whereabouts {
  const documents = resolve(workingFolder, folder);
  // Whether it is generated from above or from within, the project is the same.
  const isProject = existsSync(join(documents, 'devops-flow.yaml'));
  const root = findProjectRoot(isProject ? documents : workingFolder);
  const wanted = resolve(realPath(resolve(workingFolder)), output);
  if (contains(root, wanted)) return { root, output: below(root, wanted) };
  const real = realPath(wanted);
  if (contains(root, real)) return { root, output: below(root, real) };
  refuseFile(real, output);
  return { root: real, output: '.' };
}

function refuseFile(path: string, output: string): void {
  const there = nearestThere(path);
  if (!statSync(there).isDirectory()) throw failure('path-not-a-folder', { path: output, file: there });
}

const nearestThere = (path: string): string => (existsSync(path) ? path : nearestThere(dirname(path)));

/** Whether `path` is `folder` or lies in it; both absolute. */
export function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/** `path` relative to `root` with forward slashes, "." for the root itself. */
export function below(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || '.';
}

/** Where the workspace keeps its own files. */
export function stateFolder(root: string): string {
  return join(root, '.devops-flow');
}

/** realpath of a path whose last parts may not exist yet. */
function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent), basename(path));
}
