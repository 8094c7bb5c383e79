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
  const observer = new Observer(root);
  return new Map(paths.map(path => [path, observer.look(path, known.get(path))]));
}

/** Looks at files one after another, and at the folders above them once. */
export class Observer {
  readonly #root: string;
  readonly #device: number | undefined;
  readonly #folders = new Map<string, Spellings>();
  readonly #passed = new Set<string>();
  readonly #absent = new Set<string>();
  readonly #obstacles = new Map<string, Problem>();

  constructor(root: string) {
    this.#root = root;
    this.#device = lstatSync(root, { throwIfNoEntry: false })?.dev;
  }

  /** What lies there now; folders above it are as they were when they were first looked at. */
  look(path: string, known?: string): Observed {
    let parent = '';
    for (const at of prefixes(path)) {
      const isFolder = at !== path;
      if (isFolder && this.#absent.has(at)) return { kind: 'absent' };
      if (!(isFolder && this.#passed.has(at))) {
        const stats = lstatSync(join(this.#root, at), { throwIfNoEntry: false });
        const found = this.#obstacle(path, at, parent, stats);
        if (found) return { kind: 'obstacle', problem: found };
        if (stats && !isFolder) return readFile(this.#root, path, stats, known);
        if (!stats && isFolder) this.#absent.add(at);
        if (!stats) return { kind: 'absent' };
        this.#passed.add(at);
      }
      parent = at;
    }
    return { kind: 'absent' };
  }

  /** The folders above this file are there by now. */
  made(path: string): void {
    for (const at of prefixes(path)) this.#absent.delete(at);
  }

  /** What is in the way of many files is one problem. */
  #obstacle(path: string, at: string, parent: string, stats: Stats | undefined): Problem | undefined {
    const name = at.slice(parent === '' ? 0 : parent.length + 1);
    const found =
      this.#obstacles.get(at) ??
      this.#inTheWay(path, at, stats) ??
      otherSpelling(path, at, name, this.#names(parent));
    if (found) this.#obstacles.set(at, found);
    return found;
  }

  #names(folder: string): Spellings {
    const known = this.#folders.get(folder);
    if (known) return known;
    const found = spellings(list(join(this.#root, folder)));
    this.#folders.set(folder, found);
    return found;
  }

  #inTheWay(path: string, at: string, stats: Stats | undefined): Problem | undefined {
    if (!stats) return undefined;
    const where = { artifact: path };
    if (stats.isSymbolicLink()) return problem('path-symlink', { path, link: at }, where);
    if (at === path && !stats.isFile()) return problem('path-not-a-file', { path }, where);
    if (at !== path && !stats.isDirectory()) return problem('path-not-a-folder', { path, file: at }, where);
    // Files reach their place by a rename, which does not cross file systems.
    if (stats.dev !== this.#device) return problem('path-other-file-system', { path, folder: at }, where);
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
