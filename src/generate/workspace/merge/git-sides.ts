import { type GitConflict, gitConflicts } from '../../artifacts/shared/git-conflicts.ts';
import { diff } from './diff.ts';
import { joinLines, type Line, type Lines, splitLines } from './lines.ts';

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

/** Lines from 0, `to` excluded. */
interface Part {
  readonly from: number;
  readonly to: number;
}

function sideAbove(
  { texts, ends, ending, complete }: Lines,
  conflicts: readonly GitConflict[],
): { readonly mine: string; readonly parts: readonly Part[] } {
  const lines: Line[] = [];
  const parts: Part[] = [];
  let at = 0;
  const push = (to: number) => {
    for (; at < to; at++) lines.push({ text: texts[at] ?? '', end: ends[at] ?? '' });
  };
  for (const { from, base, middle, to } of conflicts) {
    push(from - 1);
    at = from;
    const start = lines.length;
    push((base ?? middle) - 1);
    parts.push({ from: start, to: lines.length });
    at = to;
  }
  push(texts.length);
  return { mine: joinLines(lines, ending, complete), parts };
}

/** A text with another one's lines wherever the two differ in one of the parts, or next to it. */
function withParts(text: string, parts: readonly Part[], other: string): string {
  const [left, right] = [splitLines(text), splitLines(other)];
  const lines: Line[] = [];
  let at = 0;
  const keep = (to: number) => {
    for (; at < to; at++) lines.push({ text: left.texts[at] ?? '', end: left.ends[at] ?? '' });
  };
  for (const { before, after } of diff(left.texts, right.texts)) {
    keep(before.from);
    if (!parts.some(({ from, to }) => before.from <= to && before.to >= from)) continue;
    lines.push(...right.texts.slice(after.from, after.to).map(line => ({ text: line, end: '' })));
    at = before.to;
  }
  keep(left.texts.length);
  return joinLines(lines, left.ending, left.complete);
}
