import type { Language } from '../../model/service.ts';
import { join } from '../documents/compose/load/paths.ts';
import { folderOf, has, type Repository } from './repository.ts';
import { searchAll } from './search.ts';

/** How a language names another file of the project. */
interface Imports {
  /** A group is what a line says. */
  readonly pattern: RegExp;
  /** The paths that a name may mean in a file of that folder, without their endings. */
  readonly paths: (folder: string, name: string) => readonly string[];
  readonly endings: readonly string[];
}

const beside = (folder: string, name: string): string => join(folder || '.', name);

const imports: Readonly<Partial<Record<Language, Imports>>> = {
  node: {
    pattern: /\b(?:from|require\(|import\(?)\s{0,3}["'](\.{1,2}\/[^"']{1,200})["']/,
    // TypeScript names a file as the build will write it.
    paths: (folder, name) => [beside(folder, name), beside(folder, name).replace(/\.js$/, '')],
    endings: ['', '.js', '.ts', '.mjs', '.cjs', '.jsx', '.tsx', '/index.js', '/index.ts'],
  },
  python: {
    pattern: /^\s{0,40}(?:from\s{1,3}([.\w]{1,200})\s{1,3}import\b|import\s{1,3}([.\w]{1,200}))/,
    paths: modulePaths,
    endings: ['.py', '/__init__.py'],
  },
  ruby: {
    pattern: /\brequire_relative\s{1,3}["']([^"']{1,200})["']/,
    paths: (folder, name) => [beside(folder, name)],
    endings: ['', '.rb'],
  },
};

/** More files than these are the whole of a project. */
const most = 500;

/** The files that run when this one does, as far as their imports say; undefined where nobody can tell. */
export function reachOf(
  repository: Repository,
  language: Language,
  entry: string | undefined,
): ReadonlySet<string> | undefined {
  const how = imports[language];
  const first = entry === undefined ? undefined : sourceOf(repository, entry);
  if (!how || first === undefined) return undefined;
  const found = new Set([first]);
  // What is found joins the set that is walked.
  for (const path of found) {
    if (found.size > most) break;
    for (const file of importedBy(repository, path, how)) found.add(file);
  }
  return found;
}

/** The source of a file that a build writes stands in src, or where the build leaves its name. */
function sourceOf(repository: Repository, entry: string): string | undefined {
  const bare = entry.replace(/^\.\//, '');
  const inner = bare.replace(/^(?:dist|build|out)\//, '');
  const stem = inner.replace(/\.[cm]?js$/, '');
  const written = [stem, `src/${stem}`].flatMap(path => [`${path}.ts`, `${path}.js`]);
  return [bare, ...(inner === bare ? [] : written)].find(file => has(repository, file));
}

function importedBy(
  repository: Repository,
  path: string,
  { pattern, paths, endings }: Imports,
): readonly string[] {
  const names = [...searchAll(repository, [path], pattern)].flatMap(({ groups }) => groups.filter(Boolean));
  return names
    .flatMap(name => paths(folderOf(path), name))
    .flatMap(base => endings.map(ending => base + ending))
    .filter(file => has(repository, file));
}

/** "a.b" is looked for beside the file, at the top and in src; each dot in front goes a folder up. */
function modulePaths(folder: string, name: string): readonly string[] {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const path = name.slice(dots).replaceAll('.', '/');
  if (dots > 0) return [beside(folder, `${'../'.repeat(dots - 1)}${path}`)];
  return [beside(folder, path), path, `src/${path}`];
}
