import type { Language } from '../../model/service.ts';
import { join } from '../documents/compose/load/paths.ts';
import { readManifest } from './languages/node-manifest.ts';
import { folderOf, has, type Repository } from './repository.ts';
import { searchAll } from './search.ts';

/** How a language names another file of the project: the group is what it says. */
const imports: Readonly<Partial<Record<Language, RegExp>>> = {
  node: /\b(?:from|require\(|import\(?)\s{0,3}["'](\.{1,2}\/[^"']{1,200})["']/,
  python: /^\s{0,40}(?:from\s{1,3}([.\w]{1,200})\s{1,3}import\b|import\s{1,3}([.\w]{1,200}))/,
  ruby: /\brequire_relative\s{1,3}["']([^"']{1,200})["']/,
};

const endings: Readonly<Partial<Record<Language, readonly string[]>>> = {
  node: ['', '.js', '.ts', '.mjs', '.cjs', '.jsx', '.tsx', '/index.js', '/index.ts'],
  python: ['.py', '/__init__.py'],
  ruby: ['', '.rb'],
};

/** More files than these are the whole of a project. */
const most = 500;

/** The files that run when this one does, as far as their imports say; undefined where nobody can tell. */
export function reachOf(
  repository: Repository,
  language: Language,
  entry: string | undefined,
): ReadonlySet<string> | undefined {
  const pattern = imports[language];
  const first = entry === undefined ? undefined : sourceOf(repository, entry);
  if (!pattern || first === undefined) return undefined;
  const found = new Set([first]);
  // What is found joins the set that is walked.
  for (const path of found) {
    if (found.size > most) break;
    for (const { groups } of searchAll(repository, [path], pattern))
      for (const name of groups.filter(group => group !== ''))
        for (const file of filesOf(repository, language, path, name)) found.add(file);
  }
  return found;
}

/** The source of a file that a build writes stands in src, or where the build leaves its name. */
function sourceOf(repository: Repository, entry: string): string | undefined {
  const bare = entry.replace(/^\.\//, '');
  const inner = bare.replace(/^(?:dist|build|out)\//, '');
  const stems = [inner.replace(/\.[cm]?js$/, ''), `src/${inner.replace(/\.[cm]?js$/, '')}`];
  const written = stems.flatMap(stem => [`${stem}.ts`, `${stem}.js`]);
  return [bare, ...(inner === bare ? [] : written)].find(file => has(repository, file));
}

function filesOf(repository: Repository, language: Language, from: string, name: string): readonly string[] {
  const folder = folderOf(from);
  const bases = language === 'python' ? modulePaths(folder, name) : [join(folder || '.', name)];
  const all = bases.flatMap(base => [base, base.replace(/\.js$/, '')]);
  return all
    .flatMap(base => (endings[language] ?? []).map(end => base + end))
    .filter(file => has(repository, file));
}

/** "a.b" is looked for beside the file, at the top and in src; each dot in front goes a folder up. */
function modulePaths(folder: string, name: string): readonly string[] {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const path = name.slice(dots).replaceAll('.', '/');
  if (dots > 0) return [join(folder || '.', `${'../'.repeat(dots - 1)}${path}`)];
  return [join(folder || '.', path), path, `src/${path}`];
}

/** The file that a command starts, also by a script of package.json or as a module of Python. */
export function startedFile(repository: Repository, words: readonly string[]): string | undefined {
  const [program = '', run = '', script = ''] = words;
  if (['npm', 'pnpm', 'yarn', 'bun'].includes(program)) {
    const text = readManifest(repository)?.scripts.get(run === 'run' ? script : run)?.value;
    return text === undefined ? undefined : startedFile(repository, text.split(/\s+/).filter(isNoManager));
  }
  const module = words[words.indexOf('-m') + 1];
  if (words.includes('-m') && module !== undefined) {
    const file = `${module.replaceAll('.', '/')}.py`;
    if (has(repository, file)) return file;
  }
  const bare = words.map(word => word.replace(/^\.\//, ''));
  return bare.find(word => has(repository, word)) ?? bare.find(word => isProgram.test(word));
}

const isProgram = /^[^\s=-][^\s=]{0,200}\.(?:[cm]?[jt]s|py|rb|php)$/;
/** A script that calls another by its manager is not followed. */
const isNoManager = (word: string): boolean => !['npm', 'pnpm', 'yarn', 'bun'].includes(word);
