/** Wildcards in paths, as gitignore(5), Docker and Go's filepath.Match read them. */

/** Whether the parts of a pattern match those of a path; `**` stands for any number of them. */
export function matchesGlob(pattern: readonly string[], path: readonly string[]): boolean {
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
