import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IgnoreRules, isVendored } from '../../../generate/detect/ignored.ts';
import type { GitConfig, Repository } from '../../../generate/detect/index.ts';
import { generatedFiles } from './generated-files.ts';
import { readGitConfig } from './git-config.ts';
import { readPlainText } from './plain-text.ts';

/** More files, or deeper folders, say nothing new about how a service runs. */
const mostFiles = 5000;
const deepest = 12;

export interface ReadRepository {
  readonly repository: Repository;
  readonly git?: GitConfig | undefined;
  /** There are more files than were looked at. */
  readonly isCut: boolean;
}

/**
 * The files of a folder as detectors want them. What git ignores, what others wrote, what was generated and symbolic
 * links are left out; nothing is run, git neither. A folder inside of a repository sees the files at the top of that
 * repository too, and its pipelines.
 *
 * @throws Failure for a lock that cannot be read
 */
export function readRepository(folder: string): ReadRepository {
  const top = topOf(folder);
  const walk = new Walk();
  walk.visit(folder, '', rulesAbove(top, folder));
  const generated = generatedFiles(folder, walk.projects);
  const files = walk.files.filter(file => !generated.has(file)).sort();
  const inner: Repository = { files, read: readerOf(folder) };
  const base = top === folder ? undefined : wayUp(top, folder);
  return {
    isCut: walk.isCut,
    git: readGitConfig(top, folder),
    repository: base === undefined ? inner : { ...inner, outer: topFiles(top, base) },
  };
}

/** What stands at the top of a repository, or in the folders in which products look for their pipelines. */
function topFiles(top: string, base: string): Repository {
  const walk = new Walk(1);
  for (const folder of ['', '.circleci', '.github/workflows']) walk.visit(top, folder, []);
  return { files: walk.files.sort(), read: readerOf(top), base };
}

/** The folder that git keeps; the folder itself where none does. */
function topOf(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return folder;
  }
}

/** "../.." from `folder` to `top`: how places above the folder are shown. */
function wayUp(top: string, folder: string): string {
  let way = '..';
  for (let at = dirname(folder); at !== top; at = dirname(at)) way += '/..';
  return way;
}

/** The rules of a folder, and its way from there to the paths that they judge. */
interface Rules {
  readonly rules: IgnoreRules;
  readonly prefix: string;
}

/** The rules of the folders from the top of the repository down to this one, which they are not part of. */
function rulesAbove(top: string, folder: string): readonly Rules[] {
  const found: Rules[] = [];
  let prefix = '';
  for (let at = folder; at !== top; at = dirname(at)) {
    prefix = `${at.slice(dirname(at).length).replace(/^[\\/]/, '')}/${prefix}`;
    const rules = rulesIn(dirname(at));
    if (rules) found.unshift({ rules, prefix });
  }
  return found;
}

function rulesIn(folder: string): IgnoreRules | undefined {
  const text = readPlainText(join(folder, '.gitignore'));
  return text === undefined ? undefined : new IgnoreRules(text);
}

class Walk {
  readonly files: string[] = [];
  /** Folders in which something was generated; `.` for the one that is walked. */
  readonly projects: string[] = [];
  isCut = false;
  readonly #deepest: number;

  constructor(depth = deepest) {
    this.#deepest = depth;
  }

  visit(root: string, path: string, above: readonly Rules[], depth = 1): void {
    const own = rulesIn(join(root, path));
    const rules = [...above, ...(own ? [{ rules: own, prefix: '' }] : [])];
    for (const entry of entriesOf(join(root, path))) {
      const isFolder = entry.isDirectory();
      if (entry.name === '.devops-flow') this.projects.push(path || '.');
      if (entry.isSymbolicLink() || (!isFolder && !entry.isFile())) continue;
      if ((isFolder && isVendored(entry.name)) || isIgnored(rules, entry.name, isFolder)) continue;
      const inner = path === '' ? entry.name : `${path}/${entry.name}`;
      if (!isFolder) this.#add(inner);
      else if (depth < this.#deepest && !this.isCut) {
        const below = rules.map(({ rules: known, prefix }) => ({
          rules: known,
          prefix: `${prefix}${entry.name}/`,
        }));
        this.visit(root, inner, below, depth + 1);
      }
    }
  }

  #add(path: string): void {
    if (this.files.length < mostFiles) this.files.push(path);
    else this.isCut = true;
  }
}

/** The rules nearest to the file count first. */
function isIgnored(rules: readonly Rules[], name: string, isFolder: boolean): boolean {
  for (const { rules: known, prefix } of rules.toReversed()) {
    const verdict = known.verdict(prefix + name, isFolder);
    if (verdict !== undefined) return verdict;
  }
  return false;
}

/** Files before folders, so that what is near the top is seen first. */
function entriesOf(folder: string) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort(
      (a, b) => Number(a.isDirectory()) - Number(b.isDirectory()) || (a.name < b.name ? -1 : 1),
    );
  } catch {
    return [];
  }
}

function readerOf(folder: string): Repository['read'] {
  const texts = new Map<string, string | undefined>();
  return path => {
    if (!texts.has(path)) texts.set(path, readPlainText(join(folder, path)));
    return texts.get(path);
  };
}
