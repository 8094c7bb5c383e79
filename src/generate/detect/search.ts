import type { Candidate, Evidence } from './finding.ts';
import { remembered } from './remembered.ts';
import { type Repository, shown } from './repository.ts';

export interface Hit {
  /** The groups of the pattern; an absent one is an empty text. */
  readonly groups: readonly string[];
  /** The whole line. */
  readonly text: string;
  readonly path: string;
  readonly found: Extract<Evidence, { file: string }>;
}

/** Longer lines are minified or data. */
const longestLine = 2000;

/** A line that is a comment as a whole, in any of the languages here; `#[` opens an attribute of PHP or Rust. */
const comment = /^\s*(?:\/\/|#(?!\[)|\*|\/\*|<!--|--|;)/;

/** Every match of the pattern in the lines of these files, in their order. Patterns have no flag `g`. */
export function* searchAll(
  repository: Repository,
  files: readonly string[],
  pattern: RegExp,
): Generator<Hit> {
  const everywhere = new RegExp(pattern.source, `${pattern.flags}g`);
  for (const path of files) {
    for (const { line, number } of linesOf(repository, path)) {
      if (!pattern.test(line)) continue;
      for (const match of line.matchAll(everywhere)) {
        const groups = match.slice(1).map(group => group ?? '');
        yield { groups, text: line, path, found: placeIn(repository, path, number) };
      }
    }
  }
}

interface Line {
  readonly line: string;
  /** From 1. */
  readonly number: number;
}

/** The lines of a file that may say something: no comments, no data. Each file is searched for dozens of patterns. */
const linesOf = remembered((repository, path): readonly Line[] =>
  (repository.read(path) ?? '')
    .split('\n')
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line !== '' && line.length <= longestLine && !comment.test(line)),
);

/** The first match. */
export function search(repository: Repository, files: readonly string[], pattern: RegExp): Hit | undefined {
  for (const hit of searchAll(repository, files, pattern)) return hit;
  return undefined;
}

/** The first group that matched something, as a candidate. */
export function capture(
  repository: Repository,
  files: readonly string[],
  pattern: RegExp,
): Candidate<string> | undefined {
  const hit = search(repository, files, pattern);
  const value = hit?.groups.find(group => group !== '');
  return hit && value !== undefined ? { value, found: hit.found } : undefined;
}

export function placeIn(repository: Repository, path: string, line = 1): Extract<Evidence, { file: string }> {
  return { file: shown(repository, path), line };
}
