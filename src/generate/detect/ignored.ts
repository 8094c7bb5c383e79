/** What git would leave out, and what others wrote: by name alone, without asking git. */
import { matchesGlob } from '../../model/glob.ts';

/** Folders of packages, builds and caches: no part of what the team wrote. */
const vendored = new Set(
  [
    'node_modules bower_components vendor .venv venv __pycache__ .tox .mypy_cache .pytest_cache site-packages',
    '.gradle .next .nuxt .output .svelte-kit .turbo .git .hg .svn .idea .devops-flow .terraform .cache .bundle .yarn Pods',
  ].flatMap(names => names.split(' ')),
);

export function isVendored(name: string): boolean {
  return vendored.has(name) || name.endsWith('.egg-info');
}

interface Rule {
  readonly parts: readonly string[];
  readonly negated: boolean;
  readonly folderOnly: boolean;
}

/** The rules of one .gitignore, as gitignore(5) defines them. */
export class IgnoreRules {
  readonly #rules: readonly Rule[];

  constructor(text: string) {
    this.#rules = text.split(/\r?\n/).flatMap(ruleOf);
  }

  /** True: ignored. False: kept against rules above. Undefined: nothing is said. `path` is relative to the file of the rules. */
  verdict(path: string, isFolder: boolean): boolean | undefined {
    const parts = path.split('/');
    const rule = this.#rules.findLast(
      ({ parts: pattern, folderOnly }) => (isFolder || !folderOnly) && matchesGlob(pattern, parts),
    );
    return rule && !rule.negated;
  }
}

function ruleOf(line: string): readonly Rule[] {
  const text = line.replace(/(?<!\\) +$/, '');
  if (text === '' || text.startsWith('#') || text.length > 500) return [];
  const negated = text.startsWith('!');
  const body = (negated ? text.slice(1) : text).replace(/^\\([#!])/, '$1');
  const folderOnly = body.endsWith('/');
  const inner = folderOnly ? body.slice(0, -1) : body;
  // A slash inside ties the rule to the folder of its file; without one it holds at any depth.
  const anchored = inner.includes('/');
  const parts = inner.replace(/^\//, '').split('/');
  return [{ parts: anchored ? parts : ['**', ...parts], negated, folderOnly }];
}
