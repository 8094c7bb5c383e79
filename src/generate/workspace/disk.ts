import { lstatSync, readdirSync, readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { type Problem, problem } from '../../errors/index.ts';
import type { Observed } from './decide.ts';
import { foldCase, prefixes } from './paths.ts';
import { sha256 } from './sha256.ts';

/**
 * Looks at each path below `root` without following a symbolic link; paths have forward slashes. Reads only. `known`
 * has the SHA-256 that a file is expected to have: one that differs is returned with its bytes, those that were hashed.
 * All paths that one thing is in the way of have the same problem, the very object.
 */
export function observe(
  root: string,
  paths: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Map<string, Observed> {
  const folders = new Map<string, Spellings>();
  // Files share the folders above them.
  const passed = new Set<string>();
  const absent = new Set<string>();
  const obstacles = new Map<string, Problem>();
  const device = lstatSync(root, { throwIfNoEntry: false })?.dev;
  const names = (folder: string): Spellings => {
    const known = folders.get(folder);
    if (known) return known;
    const found = spellings(list(join(root, folder)));
    folders.set(folder, found);
    return found;
  };
  return new Map(paths.map(path => [path, look(path)]));

  function look(path: string): Observed {
    let parent = '';
    for (const at of prefixes(path)) {
      if (absent.has(at)) return { kind: 'absent' };
      const name = at.slice(parent === '' ? 0 : parent.length + 1);
      const isPassed = passed.has(at) && at !== path;
      parent = isPassed ? at : parent;
      if (isPassed) continue;
      const stats = lstatSync(join(root, at), { throwIfNoEntry: false });
      // What is in the way of many files is one problem.
      const found =
        obstacles.get(at) ?? inTheWay(path, at, stats) ?? otherSpelling(path, at, name, names(parent));
      if (found) {
        obstacles.set(at, found);
        return { kind: 'obstacle', problem: found };
      }
      if (!stats) absent.add(at);
      if (!stats) return { kind: 'absent' };
      if (at === path) return readFile(root, path, stats, known.get(path));
      passed.add(at);
      parent = at;
    }
    return { kind: 'absent' };
  }

  function inTheWay(path: string, at: string, stats: Stats | undefined): Problem | undefined {
    if (!stats) return undefined;
    const where = { artifact: path };
    if (stats.isSymbolicLink()) return problem('path-symlink', { path, link: at }, where);
    if (at === path && !stats.isFile()) return problem('path-not-a-file', { path }, where);
    if (at !== path && !stats.isDirectory()) return problem('path-not-a-folder', { path, file: at }, where);
    // Files reach their place by a rename, which does not cross file systems.
    if (stats.dev !== device) return problem('path-other-file-system', { path, folder: at }, where);
    return undefined;
  }
}

/** The names of a folder by what they are where letter case does not count. */
type Spellings = ReadonlyMap<string, readonly string[]>;

function spellings(names: readonly string[]): Spellings {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const same = found.get(foldCase(name));
    if (same) same.push(name);
    else found.set(foldCase(name), [name]);
  }
  return found;
}

/** A name that is taken in another letter case would be the same file on other machines. */
function otherSpelling(path: string, at: string, name: string, names: Spellings): Problem | undefined {
  const taken = names.get(foldCase(name))?.find(other => other !== name);
  return taken === undefined
    ? undefined
    : problem('path-case', { path: at, other: taken }, { artifact: path });
}

function readFile(root: string, path: string, stats: Stats, known: string | undefined): Observed {
  try {
    const bytes = readFileSync(join(root, path));
    const digest = sha256(bytes);
    return {
      kind: 'file',
      sha256: digest,
      executable: (stats.mode & 0o100) !== 0,
      ...(known === undefined || known === digest ? {} : { bytes }),
    };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { kind: 'obstacle', problem: problem('path-unreadable', { path, code }, { artifact: path }) };
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
