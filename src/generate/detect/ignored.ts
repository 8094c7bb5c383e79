/** What git would leave out, and what others wrote: by name alone, without asking git. */

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
      ({ parts: pattern, folderOnly }) => (isFolder || !folderOnly) && matchesPath(pattern, parts),
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

/** Whether the parts of a pattern match those of a path; `**` stands for any number of them. */
function matchesPath(pattern: readonly string[], path: readonly string[]): boolean {
  // The positions of the path that the pattern so far can have reached.
  let reached = new Set([0]);
  for (const [i, part] of pattern.entries()) {
    const next = new Set<number>();
    for (const at of reached) {
      if (part === '**') {
        const last = i === pattern.length - 1;
        for (let to = last ? at + 1 : at; to <= path.length; to += 1) next.add(to);
      } else if (at < path.length && matchesName(part, path[at] ?? '')) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(path.length);
}

/** `*`, `?` and `[a-z]` within one name: one way back at a time, so that the time is bounded by the product of both lengths. */
function matchesName(pattern: string, name: string): boolean {
  const signs = signsOf(pattern);
  let [at, sign, star, mark] = [0, 0, -1, 0];
  while (at < name.length) {
    const known = signs[sign];
    if (known === '*') [star, mark, sign] = [sign, at, sign + 1];
    else if (known?.(name[at] ?? '')) [at, sign] = [at + 1, sign + 1];
    else if (star >= 0) [mark, at, sign] = [mark + 1, mark + 1, star + 1];
    else return false;
  }
  return signs.slice(sign).every(rest => rest === '*');
}

type Sign = '*' | ((letter: string) => boolean);

function signsOf(pattern: string): readonly Sign[] {
  const signs: Sign[] = [];
  for (let i = 0; i < pattern.length; i += 1) {
    const letter = pattern[i] ?? '';
    const close = letter === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (letter === '*') signs.push('*');
    else if (letter === '?') signs.push(() => true);
    else if (close > 0) {
      signs.push(oneOf(pattern.slice(i + 1, close)));
      i = close;
    } else {
      const literal = letter === '\\' ? (pattern[(i += 1)] ?? '') : letter;
      signs.push(found => found === literal);
    }
  }
  return signs;
}

/** `abc`, `a-z`, `!a-z`. */
function oneOf(set: string): (letter: string) => boolean {
  const negated = /^[!^]/.test(set);
  const body = negated ? set.slice(1) : set;
  return letter => {
    let found = false;
    for (let i = 0; i < body.length; i += 1) {
      const range = body[i + 1] === '-' && i + 2 < body.length;
      const [from, to] = [body[i] ?? '', range ? (body[i + 2] ?? '') : (body[i] ?? '')];
      if (letter >= from && letter <= to) found = true;
      if (range) i += 2;
    }
    return found !== negated;
  };
}
