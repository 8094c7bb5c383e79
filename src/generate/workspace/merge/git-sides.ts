import { type GitConflict, gitConflicts } from '../../artifacts/shared/git-conflicts.ts';
import { diff, type Range } from './diff.ts';
import { joinLines, type Line, type Lines, linesIn, splitLines } from './lines.ts';

export interface GitSides {
  /** The text with the side above `=======` of each conflict. */
  readonly mine: string;
  /** The same, with what is generated now where a conflict stood. */
  readonly generated: string;
}

/** The sides of a text that a merge by git left unfinished; undefined when they cannot be told apart. */
export function gitSides(text: string, generated: string): GitSides | undefined {
  const conflicts = gitConflicts(text);
  const { mine, parts } = sideAbove(splitLines(text), conflicts);
  const isClear = conflicts.every(({ clear }) => clear) && gitConflicts(mine).length === 0;
  return isClear ? { mine, generated: withParts(mine, parts, generated) } : undefined;
}

function sideAbove(
  lines: Lines,
  conflicts: readonly GitConflict[],
): { readonly mine: string; readonly parts: readonly Range[] } {
  const runs: Line[][] = [];
  let length = 0;
  const keep = (range: { from: number; to?: number }): Range => {
    const run = linesIn(lines, range);
    runs.push(run);
    length += run.length;
    return { from: length - run.length, to: length };
  };
  let at = 0;
  const parts = conflicts.map(({ from, base, middle, to }) => {
    keep({ from: at, to: from - 1 });
    at = to;
    return keep({ from, to: (base ?? middle) - 1 });
  });
  keep({ from: at });
  return { mine: joinLines(runs, lines), parts };
}

/** A text with another one's lines wherever the two differ in one of the parts, or next to it. */
function withParts(text: string, parts: readonly Range[], other: string): string {
  const [left, right] = [splitLines(text), splitLines(other)];
  const runs: Line[][] = [];
  let at = 0;
  for (const { before, after } of diff(left.texts, right.texts)) {
    if (!parts.some(({ from, to }) => before.from <= to && before.to >= from)) continue;
    runs.push(linesIn(left, { from: at, to: before.from }));
    runs.push(linesIn(right, after).map(line => ({ ...line, end: '' })));
    at = before.to;
  }
  runs.push(linesIn(left, { from: at }));
  return joinLines(runs, left);
}
